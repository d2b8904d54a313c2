using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>The arithmetic between an ECDH secret and a key-encryption key (RFC 5753 §7.2, SEC 1 §3.6.1).</summary>
internal static class KeyAgreement
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context2 = new(TagClass.ContextSpecific, 2);

    /// <summary>ECC-CMS-SharedInfo, DER.</summary>
    /// <param name="wrapAlgorithm">keyInfo: the wrap's AlgorithmIdentifier as the message has it.</param>
    /// <param name="userKeyingMaterial">The message's ukm, empty where there is none.</param>
    /// <param name="wrapKeyBytes">The length of the key-encryption key.</param>
    public static byte[] SharedInfo(ReadOnlySpan<byte> wrapAlgorithm, ReadOnlySpan<byte> userKeyingMaterial, int wrapKeyBytes)
    {
        Span<byte> bits = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bits, wrapKeyBytes * 8);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(wrapAlgorithm);
            if (!userKeyingMaterial.IsEmpty)
            {
                using (writer.PushSequence(Context0))
                {
                    writer.WriteOctetString(userKeyingMaterial);
                }
            }

            using (writer.PushSequence(Context2))
            {
                writer.WriteOctetString(bits);
            }
        }

        return writer.Encode();
    }

    /// <summary>The X9.63 key derivation function: hash(secret, counter, shared info), as often as it takes.</summary>
    public static void DeriveKey(string hash, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> sharedInfo, Span<byte> key)
    {
        var input = new byte[secret.Length + sizeof(int) + sharedInfo.Length];
        secret.CopyTo(input);
        sharedInfo.CopyTo(input.AsSpan(secret.Length + sizeof(int)));
        Span<byte> block = stackalloc byte[Hashes.Longest];
        for (var counter = 1; !key.IsEmpty; counter++)
        {
            BinaryPrimitives.WriteInt32BigEndian(input.AsSpan(secret.Length), counter);
            var length = Math.Min(Hashes.Digest(hash, input, block), key.Length);
            block[..length].CopyTo(key);
            key = key[length..];
        }

        CryptographicOperations.ZeroMemory(input);
        CryptographicOperations.ZeroMemory(block);
    }
}
