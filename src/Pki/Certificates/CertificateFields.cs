using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>The fields of a certificate as they stand in its DER (RFC 5280 §4.1), for what the runtime does not expose as encoded.</summary>
internal readonly record struct CertificateFields(
    ReadOnlyMemory<byte> ToBeSigned, ReadOnlyMemory<byte> Issuer, ReadOnlyMemory<byte> SerialNumber, ReadOnlyMemory<byte> Subject,
    ReadOnlyMemory<byte> SubjectPublicKeyInfo, ReadOnlyMemory<byte> SignatureAlgorithm, ReadOnlyMemory<byte> Signature)
{
    public static CertificateFields Of(ReadOnlyMemory<byte> der)
    {
        var certificate = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
        var tbs = certificate.PeekEncodedValue();
        var fields = certificate.ReadSequence();
        var algorithm = certificate.ReadEncodedValue();
        // A signature is of whole octets. One that is not must not verify as another encoding of one that is.
        var signature = certificate.ReadBitString(out var unused) is var bits && unused == 0 ? bits : [];
        if (fields.PeekTag().HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 0)))
        {
            fields.ReadEncodedValue();
        }

        var serial = fields.ReadIntegerBytes();
        // RFC 5280 §4.1.1.2: the algorithm outside, which is not signed, must be the one inside, which is.
        if (!fields.ReadEncodedValue().Span.SequenceEqual(algorithm.Span))
        {
            throw new CryptographicException("The two signature algorithms differ.");
        }

        var issuer = fields.ReadEncodedValue();
        fields.ReadEncodedValue();
        var subject = fields.ReadEncodedValue();
        return new(tbs, issuer, serial, subject, fields.ReadEncodedValue(), algorithm, signature);
    }
}
