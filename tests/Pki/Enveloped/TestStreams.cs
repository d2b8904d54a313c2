namespace Chancery.Pki.Tests;

/// <summary>A stream that gives a few octets at a time, never the same number, as networks do.</summary>
internal sealed class Trickle(byte[] content) : MemoryStream(content)
{
    private int _turn;

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1 + (_turn++ * 7919 % 5003)));
}

/// <summary>So many zeros, which nobody holds.</summary>
internal sealed class Zeros(long length) : UnheldStream
{
    private long _left = length;

    public override bool CanRead => true;

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, _left);
        buffer[..count].Clear();
        _left -= count;
        return count;
    }
}

/// <summary>Counts the zeros that are written to it; anything else is a failure.</summary>
internal sealed class Counter : UnheldStream
{
    private long _length;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Xunit.Assert.Equal(-1, buffer.IndexOfAnyExcept((byte)0));
        _length += buffer.Length;
    }
}

/// <summary>What the two have in common.</summary>
internal abstract class UnheldStream : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>A stream that fails whatever is asked of it.</summary>
internal sealed class BrokenStream : UnheldStream
{
    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override int Read(Span<byte> buffer) => throw new IOException("Broken.");

    public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken.");
}
