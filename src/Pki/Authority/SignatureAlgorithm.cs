using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>The one signature algorithm each kind of authority key signs with: a function of its public key.</summary>
/// <param name="Identifier">The AlgorithmIdentifier, DER (RFC 4055 §5, RFC 5758 §3.2).</param>
/// <param name="Hash">The digest.</param>
internal sealed record SignatureAlgorithm(byte[] Identifier, HashAlgorithmName Hash)
{
    private static readonly SignatureAlgorithm RsaSha256 = new(Encode(Oids.RsaSha256, withNull: true), HashAlgorithmName.SHA256);
    private static readonly SignatureAlgorithm EcdsaSha256 = new(Encode(Oids.EcdsaSha256, withNull: false), HashAlgorithmName.SHA256);
    private static readonly SignatureAlgorithm EcdsaSha384 = new(Encode(Oids.EcdsaSha384, withNull: false), HashAlgorithmName.SHA384);

    /// <summary>The algorithm for a public key, or null where the key is of no kind that signs certificates here.</summary>
    public static SignatureAlgorithm? For(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        var algorithm = new AsnReader(subjectPublicKeyInfo, AsnEncodingRules.BER).ReadSequence().ReadSequence();
        return algorithm.ReadObjectIdentifier() switch
        {
            Oids.Rsa => RsaSha256,
            Oids.EcPublicKey => algorithm.ReadObjectIdentifier() switch { Oids.P256 => EcdsaSha256, Oids.P384 => EcdsaSha384, _ => null },
            _ => null,
        };
    }

    public byte[] Sign(ReadOnlySpan<byte> data, AsymmetricAlgorithm key) => key switch
    {
        RSA rsa => rsa.SignData(data, Hash, RSASignaturePadding.Pkcs1),
        ECDsa ec => ec.SignData(data, Hash, DSASignatureFormat.Rfc3279DerSequence),
        _ => throw new ArgumentException("An RSA or ECDSA key.", nameof(key)),
    };

    private static byte[] Encode(string oid, bool withNull)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            if (withNull)
            {
                writer.WriteNull();
            }
        }

        return writer.Encode();
    }
}
