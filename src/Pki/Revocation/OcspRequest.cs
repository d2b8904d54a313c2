using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Writes OCSP requests (RFC 6960 §4.1).</summary>
public static class OcspRequest
{
    /// <summary>The media type of a request sent over HTTP (RFC 6960 appendix A.1).</summary>
    public const string MediaType = "application/ocsp-request";

    /// <summary>Asks about one certificate.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="issuer">Its issuer's.</param>
    /// <param name="hash">What names the issuer with: SHA-1, which every responder knows and on whose strength nothing rests, or SHA-256.</param>
    /// <param name="nonce">Random bytes that the response must repeat, at most 128 of them (RFC 9654 asks for 32); empty for none, as cached responses
    /// have none.</param>
    /// <returns>DER.</returns>
    /// <exception cref="ArgumentException">The hash is neither SHA-1 nor SHA-256, or the nonce is of another length.</exception>
    public static byte[] Create(X509Certificate2 certificate, X509Certificate2 issuer, HashAlgorithmName hash, ReadOnlySpan<byte> nonce = default)
    {
        var certId = OcspCertId.Of(CertificateFields.Of(certificate.RawDataMemory), CertificateFields.Of(issuer.RawDataMemory), hash);
        if (nonce.Length > 128)
        {
            throw new ArgumentException("A nonce has at most 128 octets (RFC 9654 §2.1).", nameof(nonce));
        }

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                certId.Write(writer);
            }

            if (!nonce.IsEmpty)
            {
                WriteNonce(writer, nonce);
            }
        }

        return writer.Encode();
    }

    // RFC 9654 §2.1: the extension's value is an OCTET STRING that holds an OCTET STRING.
    private static void WriteNonce(AsnWriter writer, ReadOnlySpan<byte> nonce)
    {
        var value = new AsnWriter(AsnEncodingRules.DER);
        value.WriteOctetString(nonce);
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 2)))
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.OcspNonce);
            writer.WriteOctetString(value.Encode());
        }
    }
}
