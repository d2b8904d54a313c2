using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>CBC decrypted as it comes. The last block is held back: whether it is padded is known, and told, only at the end of the message.</summary>
internal sealed class CbcSink : IContentSink
{
    private const int PieceBytes = 64 * 1024;

    private readonly SymmetricAlgorithm _algorithm;
    private readonly Stream _content;
    private readonly int _block;
    private readonly byte[] _vector;
    private readonly byte[] _encrypted;
    private readonly byte[] _clear = new byte[PieceBytes + 16];
    private int _count;

    public CbcSink(CipherSpec cipher, ReadOnlySpan<byte> key, ReadOnlySpan<byte> vector, Stream content)
    {
        _algorithm = BlockCiphers.Create(cipher.Family, key);
        (_content, _block, _vector) = (content, cipher.BlockBytes, vector.ToArray());
        _encrypted = new byte[PieceBytes + _block];
    }

    public void Add(ReadOnlySpan<byte> encrypted)
    {
        while (!encrypted.IsEmpty)
        {
            var length = Math.Min(encrypted.Length, _encrypted.Length - _count);
            encrypted[..length].CopyTo(_encrypted.AsSpan(_count));
            encrypted = encrypted[length..];
            _count += length;
            if (_count == _encrypted.Length)
            {
                _content.Write(Decrypt(PieceBytes));
                _encrypted.AsSpan(PieceBytes, _block).CopyTo(_encrypted);
                _count = _block;
            }
        }
    }

    public bool Finish(EnvelopeTail tail)
    {
        if (_count == 0 || _count % _block != 0)
        {
            throw EnvelopeRefusal.Malformed("The content is not of whole blocks.");
        }

        var clear = Decrypt(_count);
        var padding = ContentDecryption.Padding(clear[^_block..]);
        _content.Write(clear[..^padding]);
        return padding > 0;
    }

    public void Dispose()
    {
        _algorithm.Dispose();
        CryptographicOperations.ZeroMemory(_clear);
    }

    private ReadOnlySpan<byte> Decrypt(int length)
    {
        _algorithm.DecryptCbc(_encrypted.AsSpan(0, length), _vector, _clear, PaddingMode.None);
        _encrypted.AsSpan(length - _block, _block).CopyTo(_vector);
        return _clear.AsSpan(0, length);
    }
}
