using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Reads and verifies certificate revocation lists (RFC 5280 §5).</summary>
public static class RevocationList
{
    /// <summary>The largest list read, in bytes: about half a million entries.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);

    /// <summary>Reads a list. Nothing is verified.</summary>
    /// <param name="der">DER, at most <see cref="MaxBytes"/>.</param>
    /// <returns>Its facts; <c>crlMalformed</c>.</returns>
    public static PkiResult<CrlInfo> Read(ReadOnlyMemory<byte> der) => der.Length > MaxBytes
        ? PkiResult<CrlInfo>.Fail(PkiErrorCode.CrlMalformed, $"More than {MaxBytes} bytes.")
        : Hostile.Read(PkiErrorCode.CrlMalformed, "Not a certificate revocation list.", () => PkiResult<CrlInfo>.Ok(ReadList(Parts(der).Fields)));

    /// <summary>Whether a list names an issuer and carries its signature. Dates are the caller's affair.</summary>
    /// <param name="der">DER, at most <see cref="MaxBytes"/>.</param>
    /// <param name="issuer">The certificate that may have issued it.</param>
    public static bool Verify(ReadOnlyMemory<byte> der, X509Certificate2 issuer)
    {
        if (der.Length > MaxBytes)
        {
            return false;
        }

        try
        {
            var (toBeSigned, fields, algorithm, signature) = Parts(der);
            SkipVersion(fields);
            // RFC 5280 §5.1.1.2: the algorithm outside, which is not signed, must be the one inside, which is.
            return fields.ReadEncodedValue().Span.SequenceEqual(algorithm.Span)
                && fields.ReadEncodedValue().Span.SequenceEqual(CertificateFields.Of(issuer.RawDataMemory).Subject.Span)
                && SignatureCheck.Verify(issuer, algorithm, toBeSigned.Span, signature);
        }
        catch (Exception exception) when (Hostile.IsAboutTheInput(exception))
        {
            return false;
        }
    }

    private static (ReadOnlyMemory<byte> ToBeSigned, AsnReader Fields, ReadOnlyMemory<byte> Algorithm, byte[] Signature) Parts(ReadOnlyMemory<byte> der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        var list = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var toBeSigned = list.PeekEncodedValue();
        var (fields, algorithm, signature) = (list.ReadSequence(), list.ReadEncodedValue(), list.ReadBitString(out var unused));
        list.ThrowIfNotEmpty();
        return unused == 0 ? (toBeSigned, fields, algorithm, signature) : throw new CryptographicException("A signature is of whole octets.");
    }

    private static CrlInfo ReadList(AsnReader fields)
    {
        SkipVersion(fields);
        fields.ReadEncodedValue();
        var issuer = new X500DistinguishedName(fields.ReadEncodedValue().Span);
        var thisUpdate = ReadTime(fields);
        DateTimeOffset? nextUpdate = fields.HasData && IsTime(fields.PeekTag()) ? ReadTime(fields) : null;
        var revoked = fields.HasData && fields.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) ? ReadEntries(fields.ReadSequence()) : [];
        var number = fields.HasData ? ReadNumber(fields.ReadSequence(Context0).ReadSequence()) : null;
        return new(issuer.Name, number, thisUpdate, nextUpdate, revoked);
    }

    private static ImmutableArray<RevokedEntry> ReadEntries(AsnReader entries)
    {
        var found = ImmutableArray.CreateBuilder<RevokedEntry>();
        while (entries.HasData)
        {
            var entry = entries.ReadSequence();
            var serial = Convert.ToHexString(entry.ReadIntegerBytes().Span);
            var revokedAt = ReadTime(entry);
            found.Add(new(serial, revokedAt, entry.HasData ? ReadReason(entry.ReadSequence()) : X509RevocationReason.Unspecified));
        }

        return found.ToImmutable();
    }

    private static X509RevocationReason ReadReason(AsnReader extensions) => ReadExtension(extensions, Oids.ReasonCode) is { } value
        ? value.ReadEnumeratedValue<X509RevocationReason>()
        : X509RevocationReason.Unspecified;

    private static BigInteger? ReadNumber(AsnReader extensions) => ReadExtension(extensions, Oids.CrlNumber)?.ReadInteger();

    private static AsnReader? ReadExtension(AsnReader extensions, string oid)
    {
        AsnReader? value = null;
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            var found = extension.ReadObjectIdentifier() == oid;
            if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean))
            {
                extension.ReadBoolean();
            }

            value = found ? new AsnReader(extension.ReadOctetString(), AsnEncodingRules.DER) : value;
        }

        return value;
    }

    private static void SkipVersion(AsnReader fields)
    {
        if (fields.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
        {
            fields.ReadInteger();
        }
    }

    private static bool IsTime(Asn1Tag tag) => tag.HasSameClassAndValue(Asn1Tag.UtcTime) || tag.HasSameClassAndValue(Asn1Tag.GeneralizedTime);

    private static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();
}
