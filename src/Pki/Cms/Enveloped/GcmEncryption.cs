using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace Chancery.Pki;

/// <summary>GCM piece by piece. The runtime's AES-GCM takes a content in one piece only, so this is BouncyCastle's.</summary>
internal sealed class GcmEncryption : IContentEncryption
{
    private readonly GcmBlockCipher _cipher = new(AesUtilities.CreateEngine());

    public GcmEncryption(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce) =>
        _cipher.Init(true, new AeadParameters(new KeyParameter(key), CipherSpec.TagBytes * 8, nonce.ToArray()));

    public byte[]? Tag { get; private set; }

    public int Transform(ReadOnlySpan<byte> clear, Span<byte> encrypted, bool isLast)
    {
        var length = _cipher.ProcessBytes(clear, encrypted);
        if (!isLast)
        {
            return length;
        }

        Span<byte> rest = stackalloc byte[CipherSpec.TagBytes * 2];
        rest = rest[.._cipher.DoFinal(rest)];
        rest[..^CipherSpec.TagBytes].CopyTo(encrypted[length..]);
        Tag = rest[^CipherSpec.TagBytes..].ToArray();
        return length + rest.Length - CipherSpec.TagBytes;
    }

    public void Dispose() => _cipher.Reset();
}
