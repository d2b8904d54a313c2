using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>AES key wrap (RFC 3394), which the runtime has only with padding (RFC 5649).</summary>
internal static class AesKeyWrap
{
    /// <summary>What wrapping adds.</summary>
    public const int Overhead = 8;

    private const ulong InitialValue = 0xA6A6A6A6A6A6A6A6;

    // 72 octets is far more than any content key takes.
    private const int Longest = 64;

    /// <summary>Wraps a key (RFC 3394 §2.2.1).</summary>
    public static void Wrap(ReadOnlySpan<byte> wrapKey, ReadOnlySpan<byte> key, Span<byte> wrapped)
    {
        using var aes = CreateAes(wrapKey);
        using var transform = aes.CreateEncryptor();
        var block = new byte[16];
        var count = key.Length / 8;
        key.CopyTo(wrapped[8..]);
        BinaryPrimitives.WriteUInt64BigEndian(block, InitialValue);
        for (var step = 1; step <= 6 * count; step++)
        {
            var register = wrapped.Slice(((step - 1) % count * 8) + 8, 8);
            register.CopyTo(block.AsSpan(8));
            transform.TransformBlock(block, 0, 16, block, 0);
            block.AsSpan(8).CopyTo(register);
            Xor(block, step);
        }

        block.AsSpan(0, 8).CopyTo(wrapped);
        CryptographicOperations.ZeroMemory(block);
    }

    /// <summary>Unwraps a key (RFC 3394 §2.2.2).</summary>
    /// <returns>The length of the key; 0 where it does not unwrap.</returns>
    public static int Unwrap(ReadOnlySpan<byte> wrapKey, ReadOnlySpan<byte> wrapped, Span<byte> key)
    {
        var length = wrapped.Length - Overhead;
        if (length is < 16 or > Longest || length % 8 != 0 || key.Length < length)
        {
            return 0;
        }

        using var aes = CreateAes(wrapKey);
        using var transform = aes.CreateDecryptor();
        var block = new byte[16];
        wrapped[8..].CopyTo(key);
        wrapped[..8].CopyTo(block);
        var count = length / 8;
        for (var step = 6 * count; step >= 1; step--)
        {
            Xor(block, step);
            var register = key.Slice((step - 1) % count * 8, 8);
            register.CopyTo(block.AsSpan(8));
            transform.TransformBlock(block, 0, 16, block, 0);
            block.AsSpan(8).CopyTo(register);
        }

        return BinaryPrimitives.ReadUInt64BigEndian(block) == InitialValue ? length : 0;
    }

    private static Aes CreateAes(ReadOnlySpan<byte> key)
    {
        var aes = Aes.Create();
        // CA5358: RFC 3394 is built of single blocks.
#pragma warning disable CA5358
        aes.Mode = CipherMode.ECB;
#pragma warning restore CA5358
        aes.Padding = PaddingMode.None;
        aes.SetKey(key);
        return aes;
    }

    private static void Xor(Span<byte> block, int step) =>
        BinaryPrimitives.WriteUInt64BigEndian(block, BinaryPrimitives.ReadUInt64BigEndian(block) ^ (ulong)step);
}
