using System.Formats.Asn1;
using System.Security.Cryptography;
using Chancery.Domain;

namespace Chancery.Vault;

/// <summary>AES-256-GCM in two layers: a fresh data key for each record, the data key under the vault's key-encryption key.</summary>
internal sealed class KeySealer(VaultKeys keys)
{
    internal const string Algorithm = "A256GCM";

    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    internal SealedKey Seal(string kind, SealedKeyFacts facts, ReadOnlySpan<byte> pkcs8)
    {
        var associated = AssociatedData(kind, facts);
        var dataKey = RandomNumberGenerator.GetBytes(KeyLength);
        try
        {
            return new SealedKey
            {
                Version = 1,
                KeyId = facts.KeyId,
                Owner = facts.Owner,
                Purpose = facts.Purpose,
                PublicKeyHash = facts.PublicKeyHash,
                Key = Encrypt(dataKey, pkcs8, associated, kek: null),
                Wrap = Encrypt(keys.Kek, dataKey, associated, keys.KekId),
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    /// <returns>The PKCS#8, for the caller to zero; <c>sealedKeyForeign</c> (another vault's) or <c>sealedKeyAltered</c>.</returns>
    internal Result<byte[]> Open(string kind, SealedKey record)
    {
        if (record.Wrap.Kek != keys.KekId)
        {
            return new Error("sealedKeyForeign", "sealedKey");
        }

        var associated = AssociatedData(kind, new SealedKeyFacts(record.KeyId, record.Owner, record.Purpose, record.PublicKeyHash));
        var dataKey = Decrypt(keys.Kek, record.Wrap, associated);
        if (dataKey is not { Length: KeyLength })
        {
            return new Error("sealedKeyAltered", "sealedKey");
        }

        try
        {
            return Decrypt(dataKey, record.Key, associated) is { } pkcs8 ? pkcs8 : new Error("sealedKeyAltered", "sealedKey");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    private static SealedBytes Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associated, string? kek)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceLength);
        var cipher = new byte[plain.Length];
        var tag = new byte[TagLength];
        using var gcm = new AesGcm(key, TagLength);
        gcm.Encrypt(nonce, plain, cipher, tag, associated);
        return new SealedBytes(Algorithm, nonce, cipher, tag, kek);
    }

    private static byte[]? Decrypt(ReadOnlySpan<byte> key, SealedBytes box, ReadOnlySpan<byte> associated)
    {
        if (box.Algorithm != Algorithm || box.Nonce.Length != NonceLength || box.Tag.Length != TagLength)
        {
            return null;
        }

        var plain = new byte[box.Ciphertext.Length];
        using var gcm = new AesGcm(key, TagLength);
        try
        {
            gcm.Decrypt(box.Nonce, box.Ciphertext, box.Tag, plain, associated);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] AssociatedData(string kind, SealedKeyFacts facts)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteCharacterString(UniversalTagNumber.UTF8String, kind);
            using (writer.PushSequence())
            {
                foreach (var address in facts.Owner)
                {
                    writer.WriteCharacterString(UniversalTagNumber.UTF8String, address);
                }
            }

            writer.WriteCharacterString(UniversalTagNumber.UTF8String, facts.Purpose.ToString());
            writer.WriteOctetString(Convert.FromHexString(facts.PublicKeyHash));
            writer.WriteCharacterString(UniversalTagNumber.UTF8String, facts.KeyId.ToString());
        }

        return writer.Encode();
    }
}
