using System.Buffers;
using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>
/// Reads BER (X.690 §8) from a stream in bounded memory: containers are entered and left, small values are handed over whole for
/// <see cref="AsnReader"/>, octet strings of any length pass by in pieces. Throws <see cref="AsnContentException"/> for what is no BER, a stream that
/// ends early included, <see cref="CmsLimitException"/> beyond a limit, and whatever the stream throws.
/// </summary>
internal sealed class BerStreamReader(Stream stream) : IDisposable
{
    /// <summary>The deepest nesting entered, of containers and of octet strings in pieces.</summary>
    public const int MaxDepth = 32;

    private const int BufferBytes = 64 * 1024;
    private const long Indefinite = -1;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    // Where each container entered ends, in octets from the start of the stream; Indefinite where end-of-contents octets tell.
    private readonly Stack<long> _ends = new();
    private int _start;
    private int _end;
    private long _position;

    /// <summary>Whether the container entered last has another value; of the stream itself, where none is entered.</summary>
    public bool HasData => _ends.TryPeek(out var end)
        ? end == Indefinite ? !IsEndOfContents() : _position < end
        : Fill(1);

    /// <summary>The tag of the next value.</summary>
    public Asn1Tag PeekTag()
    {
        Require(1);
        return Asn1Tag.TryDecode(Available(8), out var tag, out _) ? tag : throw Broken();
    }

    /// <summary>Whether the next value is there and bears a tag, constructed or not.</summary>
    public bool NextIs(Asn1Tag tag) => HasData && PeekTag().HasSameClassAndValue(tag);

    /// <summary>Goes into a constructed value.</summary>
    public void Enter(Asn1Tag expected)
    {
        var (tag, length) = ReadHeader();
        if (!tag.HasSameClassAndValue(expected) || !tag.IsConstructed)
        {
            throw Broken();
        }

        Push(length);
    }

    /// <summary>Leaves the container entered last, which must have no more values.</summary>
    public void Leave()
    {
        if (HasData)
        {
            throw Broken();
        }

        var end = _ends.Pop();
        if (end == Indefinite)
        {
            Skip(2);
        }
        else if (end != _position)
        {
            throw Broken();
        }
    }

    /// <summary>A whole value with its header, for <see cref="AsnReader"/>.</summary>
    /// <param name="maxBytes">Its largest size, in bytes.</param>
    public byte[] ReadEncodedValue(int maxBytes)
    {
        var value = new ArrayBufferWriter<byte>();
        var depth = 0;
        do
        {
            var ends = depth > 0 && IsEndOfContents();
            var length = ends ? 0 : CopyHeader(value, maxBytes);
            if (ends)
            {
                Copy(value, 2, maxBytes);
                depth--;
            }
            else if (length == Indefinite)
            {
                depth++;
            }
            else
            {
                Copy(value, length, maxBytes);
            }
        }
        while (depth > 0);

        return value.WrittenSpan.ToArray();
    }

    /// <summary>The next value, an object identifier.</summary>
    public string ReadObjectIdentifier() => new AsnReader(ReadEncodedValue(256), AsnEncodingRules.BER).ReadObjectIdentifier();

    /// <summary>Passes the contents of an octet string, primitive or in pieces (X.690 §8.7), to a sink.</summary>
    /// <param name="expected">Its tag: of an OCTET STRING, or an implicit one.</param>
    /// <param name="sink">Takes each piece; the piece is gone when it returns.</param>
    public void ReadOctets(Asn1Tag expected, ReadOnlySpanAction<byte, object?> sink)
    {
        var (tag, length) = ReadHeader();
        if (!tag.HasSameClassAndValue(expected))
        {
            throw Broken();
        }

        if (!tag.IsConstructed)
        {
            Pass(length, sink);
            return;
        }

        var outside = _ends.Count;
        Push(length);
        while (_ends.Count > outside)
        {
            if (!HasData)
            {
                Leave();
                continue;
            }

            var (piece, size) = ReadHeader();
            if (!piece.HasSameClassAndValue(Asn1Tag.PrimitiveOctetString))
            {
                throw Broken();
            }

            if (piece.IsConstructed)
            {
                Push(size);
            }
            else
            {
                Pass(size, sink);
            }
        }
    }

    public void Dispose()
    {
        // What passed by may have been plaintext.
        Array.Clear(_buffer);
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private static AsnContentException Broken() => new("Not the BER expected.");

    private void Push(long length)
    {
        CmsLimits.Check(_ends.Count + 1, MaxDepth, "levels of BER");
        _ends.Push(length == Indefinite ? Indefinite : _position + length);
    }

    private (Asn1Tag Tag, long Length) ReadHeader()
    {
        var (tag, length, size) = PeekHeader();
        Skip(size);
        CheckFits(length);
        return (tag, length);
    }

    private long CopyHeader(ArrayBufferWriter<byte> value, int maxBytes)
    {
        var (_, length, size) = PeekHeader();
        Copy(value, size, maxBytes);
        CheckFits(length);
        return length;
    }

    private (Asn1Tag Tag, long Length, int Size) PeekHeader()
    {
        Require(2);
        // A tag here has one octet, or a few more for numbers past 30; a length at most nine.
        var header = Available(16);
        if (!Asn1Tag.TryDecode(header, out var tag, out var tagSize) || tagSize >= header.Length)
        {
            throw Broken();
        }

        var first = header[tagSize];
        if (first < 0x80)
        {
            return (tag, first, tagSize + 1);
        }

        var count = first & 0x7F;
        if (count == 0)
        {
            // X.690 §8.1.3.2: only a constructed value may leave its length open.
            return tag.IsConstructed ? (tag, Indefinite, tagSize + 1) : throw Broken();
        }

        if (count > 8 || tagSize + 1 + count > header.Length)
        {
            throw Broken();
        }

        var length = 0L;
        foreach (var octet in header.Slice(tagSize + 1, count))
        {
            length = (length << 8) | octet;
            if (length is < 0 or > long.MaxValue >> 8)
            {
                throw Broken();
            }
        }

        return (tag, length, tagSize + 1 + count);
    }

    // A value of definite length must end where its containers of definite length do, or before.
    private void CheckFits(long length)
    {
        if (length != Indefinite)
        {
            foreach (var end in _ends)
            {
                if (end != Indefinite)
                {
                    if (_position + length > end)
                    {
                        throw Broken();
                    }

                    return;
                }
            }
        }
    }

    private bool IsEndOfContents()
    {
        Require(2);
        return _buffer[_start] == 0 && _buffer[_start + 1] == 0;
    }

    private void Copy(ArrayBufferWriter<byte> value, long length, int maxBytes)
    {
        if (length > maxBytes - value.WrittenCount)
        {
            throw new CmsLimitException($"A value of more than {maxBytes} bytes.");
        }

        Pass(length, (piece, _) => value.Write(piece));
    }

    private void Pass(long length, ReadOnlySpanAction<byte, object?> sink)
    {
        while (length > 0)
        {
            Require(1);
            var count = (int)Math.Min(length, _end - _start);
            sink(_buffer.AsSpan(_start, count), null);
            Skip(count);
            length -= count;
        }
    }

    private void Skip(int count)
    {
        _start += count;
        _position += count;
    }

    /// <summary>What is at hand of the next octets, at most so many; less only at the end of the stream.</summary>
    private ReadOnlySpan<byte> Available(int most)
    {
        Fill(most);
        return _buffer.AsSpan(_start, Math.Min(most, _end - _start));
    }

    private void Require(int count)
    {
        if (!Fill(count))
        {
            throw Broken();
        }
    }

    private bool Fill(int count)
    {
        if (_end - _start >= count)
        {
            return true;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        int read;
        while (_end < count && (read = stream.Read(_buffer.AsSpan(_end))) > 0)
        {
            _end += read;
        }

        return _end >= count;
    }
}
