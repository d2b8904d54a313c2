using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>A certificate taken apart for path validation (RFC 5280 §4.1). Immutable.</summary>
internal sealed class PathCertificate
{
    private PathCertificate(X509Certificate2? origin, ReadOnlyMemory<byte> der, CertificateFields fields)
    {
        Origin = origin;
        Der = der;
        Fields = fields;
        Issuer = NameKey.Read(fields.Issuer);
        Subject = NameKey.Read(fields.Subject);
        var reader = new AsnReader(fields.ToBeSigned, AsnEncodingRules.DER).ReadSequence();
        Version = reader.PeekTag().HasSameClassAndValue(Context(0)) ? ReadVersion(reader.ReadSequence(Context(0))) : 1;
        reader.ReadInteger();
        reader.ReadEncodedValue();
        reader.ReadEncodedValue();
        var validity = reader.ReadSequence();
        (NotBefore, NotAfter) = (DerTime.Read(validity), DerTime.Read(validity));
        reader.ReadEncodedValue();
        Key = PathKey.Read(reader.ReadEncodedValue());
        Extensions = ReadExtensions(reader);
    }

    /// <summary>The caller's object for it; null for one out of an OCSP response.</summary>
    public X509Certificate2? Origin { get; }

    public ReadOnlyMemory<byte> Der { get; }

    public CertificateFields Fields { get; }

    public int Version { get; }

    public NameKey Issuer { get; }

    public NameKey Subject { get; }

    public DateTimeOffset NotBefore { get; }

    public DateTimeOffset NotAfter { get; }

    public PathKey Key { get; }

    public PathExtensions Extensions { get; }

    /// <summary>RFC 5280 §6.1: the same name issues and is certified; only then is it not counted.</summary>
    public bool IsSelfIssued => Subject.Equals(Issuer);

    /// <summary>The algorithm of its signature, by name where it has one.</summary>
    public string SignatureName
    {
        get
        {
            var oid = new AsnReader(Fields.SignatureAlgorithm, AsnEncodingRules.BER).ReadSequence().ReadObjectIdentifier();
            return new Oid(oid).FriendlyName ?? oid;
        }
    }

    /// <summary>Whether it says it is an authority's (RFC 5280 §6.1.4 (k)).</summary>
    public bool IsAuthority => Extensions.IsAuthority;

    /// <summary>Reads one; null where it cannot be read.</summary>
    public static PathCertificate? TryRead(ReadOnlyMemory<byte> der, X509Certificate2? origin)
    {
        if (der.Length > CertificateReader.MaxCertificateBytes)
        {
            return null;
        }

        try
        {
            return new(origin, der, CertificateFields.Of(der));
        }
        catch (Exception exception) when (Hostile.IsAboutTheInput(exception))
        {
            return null;
        }
    }

    public bool IsValidAt(DateTimeOffset instant) => instant >= NotBefore && instant <= NotAfter;

    public bool SameAs(PathCertificate other) => ReferenceEquals(this, other) || Der.Span.SequenceEqual(other.Der.Span);

    /// <summary>Whether a path through both would go in a circle: the same name with the same key (RFC 4158 §2.4.2).</summary>
    public bool SameNameAndKey(PathCertificate other) =>
        Subject.Equals(other.Subject) && Fields.SubjectPublicKeyInfo.Span.SequenceEqual(other.Fields.SubjectPublicKeyInfo.Span);

    private static Asn1Tag Context(int value) => new(TagClass.ContextSpecific, value, true);

    private static int ReadVersion(AsnReader reader) =>
        reader.TryReadInt32(out var version) && version is >= 0 and <= 2 ? version + 1 : throw new CryptographicException("An unknown version.");

    // Unique identifiers ([1], [2]) are passed over: RFC 5280 §4.1.2.8 has nobody use them.
    private static PathExtensions ReadExtensions(AsnReader reader)
    {
        for (var tag = 1; tag <= 2; tag++)
        {
            if (reader.HasData && reader.PeekTag().HasSameClassAndValue(Context(tag)))
            {
                reader.ReadEncodedValue();
            }
        }

        var extensions = reader.HasData ? reader.ReadSequence(Context(3)).ReadSequence() : null;
        reader.ThrowIfNotEmpty();
        return PathExtensions.Read(extensions);
    }
}
