using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>A way to bring a content key to a recipient, as it is written: padding or KDF, and the encoded AlgorithmIdentifier.</summary>
internal sealed class KeyManagementSpec
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);

    private static readonly KeyManagementSpec[] All =
    [
        new() { Padding = RSAEncryptionPadding.Pkcs1, Algorithm = Pkcs1() },
        Oaep(RSAEncryptionPadding.OaepSHA256, Oids.Sha256),
        Oaep(RSAEncryptionPadding.OaepSHA384, Oids.Sha384),
        Oaep(RSAEncryptionPadding.OaepSHA512, Oids.Sha512),
        Ecdh(Oids.EcdhSha256, "SHA256", Oids.Aes128Wrap, 16),
        Ecdh(Oids.EcdhSha256, "SHA256", Oids.Aes256Wrap, 32),
        Ecdh(Oids.EcdhSha384, "SHA384", Oids.Aes256Wrap, 32),
        Ecdh(Oids.EcdhSha512, "SHA512", Oids.Aes256Wrap, 32),
    ];

    /// <summary>The RSA padding, or null for key agreement.</summary>
    public RSAEncryptionPadding? Padding { get; private init; }

    /// <summary>The keyEncryptionAlgorithm, DER.</summary>
    public byte[] Algorithm { get; private init; } = [];

    /// <summary>The KDF's hash.</summary>
    public string KdfHash { get; private init; } = "";

    /// <summary>ECC-CMS-SharedInfo (RFC 5753 §7.2), DER.</summary>
    public byte[] SharedInfo { get; private init; } = [];

    /// <summary>The length of the key-encryption key.</summary>
    public int WrapKeyBytes { get; private init; }

    public static KeyManagementSpec Of(KeyManagement keyManagement) => All[(int)keyManagement];

    private static byte[] Pkcs1() => Encode(writer =>
    {
        using (writer.PushSequence())
        {
            // RFC 3370 §4.2.1: the parameters are NULL.
            writer.WriteObjectIdentifier(Oids.Rsa);
            writer.WriteNull();
        }
    });

    // RFC 4055 §4.1: both hash functions are named, since the defaults are SHA-1.
    private static KeyManagementSpec Oaep(RSAEncryptionPadding padding, string hash) => new()
    {
        Padding = padding,
        Algorithm = Encode(writer =>
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.RsaOaep);
                using (writer.PushSequence())
                {
                    using (writer.PushSequence(Context0))
                    {
                        WriteHash(writer, hash);
                    }

                    using (writer.PushSequence(Context1))
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier(Oids.Mgf1);
                        WriteHash(writer, hash);
                    }
                }
            }
        }),
    };

    // RFC 5753 §7.1.4: the parameter of the key agreement is the wrap's AlgorithmIdentifier; RFC 3565 §2.3.2: AES key wrap has none of its own.
    private static KeyManagementSpec Ecdh(string scheme, string hash, string wrap, int wrapKeyBytes)
    {
        var wrapAlgorithm = Encode(writer =>
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(wrap);
            }
        });
        return new()
        {
            KdfHash = hash,
            WrapKeyBytes = wrapKeyBytes,
            SharedInfo = KeyAgreement.SharedInfo(wrapAlgorithm, default, wrapKeyBytes),
            Algorithm = Encode(writer =>
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(scheme);
                    writer.WriteEncodedValue(wrapAlgorithm);
                }
            }),
        };
    }

    private static void WriteHash(AsnWriter writer, string hash)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(hash);
            writer.WriteNull();
        }
    }

    private static byte[] Encode(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        write(writer);
        return writer.Encode();
    }
}
