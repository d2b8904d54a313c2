using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>How OCSP names a certificate: hashes of its issuer's name and key, and its serial number (RFC 6960 §4.1.1).</summary>
internal sealed record OcspCertId(string HashOid, ReadOnlyMemory<byte> NameHash, ReadOnlyMemory<byte> KeyHash, ReadOnlyMemory<byte> SerialNumber)
{
    public static OcspCertId Of(CertificateFields certificate, CertificateFields issuer, HashAlgorithmName hash) => new(
        OidOf(hash), CryptographicOperations.HashData(hash, certificate.Issuer.Span),
        CryptographicOperations.HashData(hash, KeyBits(issuer.SubjectPublicKeyInfo)), certificate.SerialNumber);

    public static OcspCertId Read(AsnReader reader)
    {
        var fields = reader.ReadSequence();
        return new(fields.ReadSequence().ReadObjectIdentifier(), fields.ReadOctetString(), fields.ReadOctetString(), fields.ReadIntegerBytes());
    }

    public void Write(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(HashOid);
                writer.WriteNull();
            }

            writer.WriteOctetString(NameHash.Span);
            writer.WriteOctetString(KeyHash.Span);
            writer.WriteInteger(SerialNumber.Span);
        }
    }

    /// <summary>Whether it names a certificate. A hash that is not known here names none.</summary>
    public bool Names(CertificateFields certificate, CertificateFields issuer)
    {
        HashAlgorithmName? hash = HashOid switch
        {
            Oids.Sha1 => HashAlgorithmName.SHA1,
            Oids.Sha256 => HashAlgorithmName.SHA256,
            Oids.Sha384 => HashAlgorithmName.SHA384,
            Oids.Sha512 => HashAlgorithmName.SHA512,
            _ => null,
        };
        return hash is { } known && SerialNumber.Span.SequenceEqual(certificate.SerialNumber.Span)
            && NameHash.Span.SequenceEqual(CryptographicOperations.HashData(known, certificate.Issuer.Span))
            && KeyHash.Span.SequenceEqual(CryptographicOperations.HashData(known, KeyBits(issuer.SubjectPublicKeyInfo)));
    }

    // The BIT STRING's content without its tag, length and count of unused bits.
    private static byte[] KeyBits(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        var fields = new AsnReader(subjectPublicKeyInfo, AsnEncodingRules.BER).ReadSequence();
        fields.ReadEncodedValue();
        return fields.ReadBitString(out _);
    }

    private static string OidOf(HashAlgorithmName hash) => hash.Name switch
    {
        "SHA1" => Oids.Sha1,
        "SHA256" => Oids.Sha256,
        _ => throw new ArgumentException("SHA-1 or SHA-256.", nameof(hash)),
    };
}
