using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>The content of an envelope decrypted in one piece.</summary>
internal static class ContentDecryption
{
    private const int LongestBlock = 16;

    /// <summary>
    /// Decrypts CBC without an opinion on the padding: where it does not fit, the content is all of what was decrypted. Who calls decides when that
    /// becomes a failure, so that a bad padding can be made to look like a bad content. Throws where the key is one the cipher must not have.
    /// </summary>
    public static (byte[] Content, bool IsPadded) DecryptCbc(CipherSpec cipher, ReadOnlySpan<byte> key, ReadOnlySpan<byte> vector, ReadOnlySpan<byte> encrypted)
    {
        using var algorithm = BlockCiphers.Create(cipher.Family, key);
        var block = cipher.BlockBytes;
        var body = encrypted[..^block];
        // The last block first, so that the content is as long as it will be; CBC's blocks need only the one before.
        Span<byte> last = stackalloc byte[LongestBlock];
        last = last[..block];
        algorithm.DecryptCbc(encrypted[^block..], body.IsEmpty ? vector : body[^block..], last, PaddingMode.None);
        var padding = Padding(last);
        var content = GC.AllocateUninitializedArray<byte>(encrypted.Length - padding);
        if (!body.IsEmpty)
        {
            algorithm.DecryptCbc(body, vector, content, PaddingMode.None);
        }

        last[..^padding].CopyTo(content.AsSpan(body.Length));
        CryptographicOperations.ZeroMemory(last);
        return (content, padding > 0);
    }

    /// <summary>The length of a last block's padding (RFC 5652 §6.3: 1 to k octets, each their number); 0 where it is none.</summary>
    public static int Padding(ReadOnlySpan<byte> last)
    {
        var count = last[^1];
        return count >= 1 && count <= last.Length && last[^count..].IndexOfAnyExcept(count) < 0 ? count : 0;
    }

    /// <summary>Decrypts GCM. Throws where the tag does not hold.</summary>
    public static byte[] DecryptGcm(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> encrypted, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> authenticated)
    {
        var content = GC.AllocateUninitializedArray<byte>(encrypted.Length);
        using var gcm = new AesGcm(key, tag.Length);
        gcm.Decrypt(nonce, encrypted, tag, content, authenticated);
        return content;
    }
}
