using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>CBC piece by piece: each piece's IV is the last block of the one before.</summary>
internal sealed class CbcEncryption : IContentEncryption
{
    private readonly SymmetricAlgorithm _algorithm;
    private readonly byte[] _vector;

    public CbcEncryption(CipherSpec cipher, ReadOnlySpan<byte> key, ReadOnlySpan<byte> vector) =>
        (_algorithm, _vector) = (BlockCiphers.Create(cipher.Family, key), vector.ToArray());

    public byte[]? Tag => null;

    public int Transform(ReadOnlySpan<byte> clear, Span<byte> encrypted, bool isLast)
    {
        var length = _algorithm.EncryptCbc(clear, _vector, encrypted, isLast ? PaddingMode.PKCS7 : PaddingMode.None);
        encrypted[(length - _vector.Length)..length].CopyTo(_vector);
        return length;
    }

    public void Dispose() => _algorithm.Dispose();
}
