using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>A successful basic OCSP response taken apart (RFC 6960 §4.2.1). Immutable.</summary>
internal sealed class OcspFile
{
    private OcspFile(AsnReader basic)
    {
        ToBeSigned = basic.PeekEncodedValue();
        ReadData(basic.ReadSequence());
        Algorithm = basic.ReadEncodedValue();
        Signature = basic.ReadBitString(out var unused);
        if (unused != 0)
        {
            throw new CryptographicException("A signature is of whole octets.");
        }

        var certificates = basic.HasData ? basic.ReadSequence(Context(0)).ReadSequence() : null;
        basic.ThrowIfNotEmpty();
        while (certificates?.HasData == true)
        {
            Certificates.Add(certificates.ReadEncodedValue());
        }
    }

    public ReadOnlyMemory<byte> ToBeSigned { get; }

    public ReadOnlyMemory<byte> Algorithm { get; }

    public ReadOnlyMemory<byte> Signature { get; }

    public List<ReadOnlyMemory<byte>> Certificates { get; } = [];

    /// <summary>The responder's name; null where it names itself by its key.</summary>
    public NameKey? ResponderName { get; private set; }

    /// <summary>SHA-1 of the responder's key.</summary>
    public ReadOnlyMemory<byte> ResponderKeyHash { get; private set; }

    public DateTimeOffset ProducedAt { get; private set; }

    public List<OcspSingle> Singles { get; } = [];

    public ReadOnlyMemory<byte>? Nonce { get; private set; }

    public bool HasUnknownCritical { get; private set; }

    public IEnumerable<string> SerialNumbers => Singles.Select(single => Convert.ToHexString(single.CertId.SerialNumber.Span)).Distinct();

    /// <summary>Takes the OCTET STRING of a basic response apart. Throws where it is none.</summary>
    public static OcspFile Read(ReadOnlyMemory<byte> basic)
    {
        var outer = new AsnReader(basic, AsnEncodingRules.DER);
        var file = new OcspFile(outer.ReadSequence());
        outer.ThrowIfNotEmpty();
        return file;
    }

    /// <summary>Whether it says it is by the owner of a certificate.</summary>
    public bool NamesResponder(PathCertificate responder) => ResponderName is { } name
        ? name.Equals(responder.Subject)
        : ResponderKeyHash.Span.SequenceEqual(CryptographicOperations.HashData(HashAlgorithmName.SHA1, responder.Key.Bits.Span));

    private static Asn1Tag Context(int value) => new(TagClass.ContextSpecific, value, true);

    private void ReadData(AsnReader data)
    {
        if (data.PeekTag().HasSameClassAndValue(Context(0)))
        {
            data.ReadEncodedValue();
        }

        var responder = data.PeekTag();
        var choice = data.ReadSequence(responder);
        switch (responder)
        {
            case { TagClass: TagClass.ContextSpecific, TagValue: 1 }: ResponderName = NameKey.Read(choice.ReadEncodedValue()); break;
            case { TagClass: TagClass.ContextSpecific, TagValue: 2 }: ResponderKeyHash = choice.ReadOctetString(); break;
            default: throw new CryptographicException("Not a ResponderID.");
        }

        ProducedAt = data.ReadGeneralizedTime();
        var responses = data.ReadSequence();
        while (responses.HasData)
        {
            Singles.Add(OcspSingle.Read(responses.ReadSequence()));
        }

        if (data.HasData)
        {
            ReadExtensions(data.ReadSequence(Context(1)).ReadSequence());
        }

        data.ThrowIfNotEmpty();
    }

    private void ReadExtensions(AsnReader extensions)
    {
        foreach (var (oid, critical, value) in OcspExtension.ReadAll(extensions))
        {
            if (oid == Oids.OcspNonce)
            {
                Nonce = new AsnReader(value, AsnEncodingRules.DER).ReadOctetString();
            }
            else
            {
                HasUnknownCritical |= critical;
            }
        }
    }
}

/// <summary>What a response says of one certificate (SingleResponse, RFC 6960 §4.2.1).</summary>
internal sealed record OcspSingle(
    OcspCertId CertId, RevocationStatus Status, DateTimeOffset? RevokedAt, X509RevocationReason? Reason, DateTimeOffset ThisUpdate, DateTimeOffset? NextUpdate,
    DateTimeOffset? ArchiveCutoff, bool HasUnknownCritical)
{
    public static OcspSingle Read(AsnReader fields)
    {
        var certId = OcspCertId.Read(fields);
        var tag = fields.PeekTag();
        var (status, revokedAt, reason) = tag switch
        {
            { TagClass: TagClass.ContextSpecific, TagValue: 0 } => ReadPlain(fields, tag, RevocationStatus.Good),
            { TagClass: TagClass.ContextSpecific, TagValue: 1 } => ReadRevoked(fields.ReadSequence(tag)),
            { TagClass: TagClass.ContextSpecific, TagValue: 2 } => ReadPlain(fields, tag, RevocationStatus.Unknown),
            _ => throw new CryptographicException("Not a CertStatus."),
        };
        var thisUpdate = fields.ReadGeneralizedTime();
        DateTimeOffset? nextUpdate = fields.HasData && fields.PeekTag().HasSameClassAndValue(Context(0)) ? fields.ReadSequence(Context(0)).ReadGeneralizedTime() : null;
        var extensions = fields.HasData ? OcspExtension.ReadAll(fields.ReadSequence(Context(1)).ReadSequence()) : [];
        fields.ThrowIfNotEmpty();
        DateTimeOffset? cutoff = null;
        foreach (var (oid, _, value) in extensions)
        {
            cutoff = oid == Oids.OcspArchiveCutoff ? new AsnReader(value, AsnEncodingRules.DER).ReadGeneralizedTime() : cutoff;
        }

        return new(
            certId, status, revokedAt, reason, thisUpdate, nextUpdate, cutoff,
            extensions.Exists(extension => extension.Critical && extension.Oid != Oids.OcspArchiveCutoff));
    }

    private static Asn1Tag Context(int value) => new(TagClass.ContextSpecific, value, true);

    private static (RevocationStatus Status, DateTimeOffset? RevokedAt, X509RevocationReason? Reason) ReadPlain(AsnReader fields, Asn1Tag tag, RevocationStatus status)
    {
        fields.ReadNull(tag);
        return (status, null, null);
    }

    private static (RevocationStatus Status, DateTimeOffset? RevokedAt, X509RevocationReason? Reason) ReadRevoked(AsnReader revoked)
    {
        var at = revoked.ReadGeneralizedTime();
        var reason = revoked.HasData ? revoked.ReadSequence(Context(0)).ReadEnumeratedValue<X509RevocationReason>() : X509RevocationReason.Unspecified;
        revoked.ThrowIfNotEmpty();
        return (RevocationStatus.Revoked, at, reason);
    }
}

/// <summary>Extensions of responses.</summary>
internal static class OcspExtension
{
    public static List<(string Oid, bool Critical, ReadOnlyMemory<byte> Value)> ReadAll(AsnReader extensions)
    {
        var all = new List<(string, bool, ReadOnlyMemory<byte>)>();
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            var critical = extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean();
            all.Add((oid, critical, extension.ReadOctetString()));
            extension.ThrowIfNotEmpty();
        }

        return all;
    }
}
