using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Verifies the signature of certificates and revocation lists (RFC 5280 §4.1.1.2, §5.1.1.2). SHA-1 and older are refused.</summary>
internal static class SignatureCheck
{
    public static bool Verify(X509Certificate2 signer, ReadOnlyMemory<byte> algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        var oid = new AsnReader(algorithm, AsnEncodingRules.BER).ReadSequence().ReadObjectIdentifier();
        using var key = KeyPairs.PublicKeyOf(signer);
        return (key, oid) switch
        {
            (RSA rsa, Oids.RsaSha256 or Oids.RsaSha384 or Oids.RsaSha512) => rsa.VerifyData(data, signature, HashOf(oid), RSASignaturePadding.Pkcs1),
            (ECDsa ec, Oids.EcdsaSha256 or Oids.EcdsaSha384 or Oids.EcdsaSha512) =>
                ec.VerifyData(data, signature, HashOf(oid), DSASignatureFormat.Rfc3279DerSequence),
            _ => false,
        };
    }

    private static HashAlgorithmName HashOf(string oid) => oid switch
    {
        Oids.RsaSha256 or Oids.EcdsaSha256 => HashAlgorithmName.SHA256,
        Oids.RsaSha384 or Oids.EcdsaSha384 => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    };
}
