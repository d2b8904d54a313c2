using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>The 3DES key wrap of former years (RFC 3217 §3), unwrapping only.</summary>
internal static class TripleDesKeyWrap
{
    private const int KeyBytes = 24;
    private const int ChecksumBytes = 8;
    private const int BlockBytes = 8;
    private const int WrappedBytes = BlockBytes + KeyBytes + ChecksumBytes;

    private static readonly byte[] Vector = [0x4A, 0xDD, 0xA2, 0x2C, 0x79, 0xE8, 0x21, 0x05];

    /// <summary>Unwraps a 3DES key (RFC 3217 §3.2).</summary>
    /// <returns>The length of the key; 0 where it does not unwrap.</returns>
    public static int Unwrap(ReadOnlySpan<byte> wrapKey, ReadOnlySpan<byte> wrapped, Span<byte> key)
    {
        if (wrapped.Length != WrappedBytes)
        {
            return 0;
        }

        using var cipher = BlockCiphers.Create(CipherFamily.TripleDes, wrapKey);
        var outer = cipher.DecryptCbc(wrapped, Vector, PaddingMode.None);
        Array.Reverse(outer);
        var inner = cipher.DecryptCbc(outer.AsSpan(BlockBytes), outer.AsSpan(0, BlockBytes), PaddingMode.None);
        // CA5350: the checksum is SHA-1's (RFC 3217 §2).
#pragma warning disable CA5350
        var checksum = SHA1.HashData(inner.AsSpan(0, KeyBytes));
#pragma warning restore CA5350
        var holds = CryptographicOperations.FixedTimeEquals(checksum.AsSpan(0, ChecksumBytes), inner.AsSpan(KeyBytes));
        inner.AsSpan(0, KeyBytes).CopyTo(key);
        CryptographicOperations.ZeroMemory(outer);
        CryptographicOperations.ZeroMemory(inner);
        return holds ? KeyBytes : 0;
    }
}
