namespace Chancery.Pki;

/// <summary>Takes a streamed message's encrypted content, and gives the clear one to a stream.</summary>
internal interface IContentSink : IDisposable
{
    /// <summary>Takes the next of it.</summary>
    void Add(ReadOnlySpan<byte> encrypted);

    /// <summary>All of it was taken, and the message read to its end.</summary>
    /// <returns>Whether it is what was encrypted, as far as the cipher tells.</returns>
    bool Finish(EnvelopeTail tail);
}
