namespace Chancery.Pki;

/// <summary>Content encrypted piece by piece.</summary>
internal interface IContentEncryption : IDisposable
{
    /// <summary>The tag, once the last piece is encrypted; null for a cipher without one.</summary>
    byte[]? Tag { get; }

    /// <summary>Encrypts a piece; all but the last are of whole blocks.</summary>
    /// <returns>How much came out, at most a block more than went in.</returns>
    int Transform(ReadOnlySpan<byte> clear, Span<byte> encrypted, bool isLast);
}
