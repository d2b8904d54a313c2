using System.Buffers;
using System.Buffers.Binary;
using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>
/// Walks BER from front to back, from memory or from a stream, holding no more of it than an element asked for: what
/// <see cref="AsnReader"/>, which has the whole in memory, cannot do. Elements that are small are read whole and left to that.
/// Every length is checked against what is around it before anything is done for it; there are no recursions and no depths beyond
/// <see cref="BerRules.MostLevels"/>. Throws <see cref="AsnContentException"/> for what is no BER, a message that ends early included,
/// <see cref="CmsLimitException"/> beyond a limit, and whatever the stream throws.
/// </summary>
internal sealed class BerReader : IDisposable
{
    private const byte Constructed = 0x20;
    private const byte OctetString = 0x04;
    private const byte LongTag = 0x1F;
    // The first octet and the five of a number of 32 bits.
    private const int MostTagBytes = 6;
    private const string EndsEarly = "The message ends early.";

    private readonly BerRules _rules;
    private readonly Stream? _source;
    private readonly byte[] _buffer = [];
    private readonly (long End, bool IsIndefinite)[] _levels;
    private ReadOnlyMemory<byte> _window;
    private long _windowStart;
    private int _next;
    private int _depth;
    private int _octetsDepth;
    private long _segment;

    public BerReader(ReadOnlyMemory<byte> message, BerRules rules)
        : this(rules, message.Length) => _window = message;

    public BerReader(Stream source, BerRules rules)
        : this(rules, long.MaxValue)
    {
        _source = source;
        _buffer = ArrayPool<byte>.Shared.Rent(rules.ReadAheadBytes);
    }

    private BerReader(BerRules rules, long end)
    {
        _rules = rules;
        // The top is no level.
        _levels = new (long, bool)[rules.MostLevels + 1];
        _levels[0] = (end, false);
    }

    /// <summary>Whether the constructed value entered last has no more elements; at the top, whether the message in memory is read whole.</summary>
    public bool AtEnd => _levels[_depth].IsIndefinite
        ? Fill(2) && _window.Span[_next] == 0 && _window.Span[_next + 1] == 0
        : Position == _levels[_depth].End;

    private long Position => _windowStart + _next;

    /// <summary>The next tag, without reading it.</summary>
    public byte PeekTag() => AtEnd ? throw new AsnContentException("An element is missing.") : PeekHeader().Tag;

    /// <summary>Enters a constructed value, which must have this tag.</summary>
    public void Enter(byte tag)
    {
        var header = ReadHeader();
        Expect(header.Tag == tag, $"A tag is {header.Tag:X2}, not {tag:X2}.");
        Push(header);
    }

    /// <summary>Leaves the constructed value entered last, of which nothing may be left.</summary>
    public void Leave()
    {
        Expect(AtEnd, "There is more than there may be.");
        if (_levels[_depth].IsIndefinite)
        {
            _next += 2;
        }

        _depth--;
    }

    /// <summary>Reads an element whole: from memory without copying.</summary>
    /// <param name="limit">The most octets it may have.</param>
    public ReadOnlyMemory<byte> ReadElement(int limit)
    {
        var sink = _source is null ? null : new ArrayBufferWriter<byte>();
        var start = _next;
        var room = (long)limit;
        var open = 0;
        do
        {
            if (open > 0 && IsEndOfContents())
            {
                open--;
                Take(2, ref room, sink);
                continue;
            }

            var header = PeekHeader();
            open += header.IsIndefinite ? 1 : 0;
            Expect(open <= _rules.MostOpenLengths, "The nesting is too deep.");
            Take(header.HeaderBytes + (header.IsIndefinite ? 0 : header.Length), ref room, sink);
        }
        while (open > 0);

        return sink?.WrittenMemory ?? _window[start.._next];
    }

    /// <summary>Begins an OCTET STRING, primitive or constructed of any segments (X.690 §8.7), under an implicit tag.</summary>
    public void BeginOctets(byte primitiveTag)
    {
        var header = ReadHeader();
        _octetsDepth = _depth;
        if (header.Tag == (primitiveTag | Constructed))
        {
            Push(header);
            return;
        }

        Expect(header.Tag == primitiveTag, "The content is no OCTET STRING.");
        BeginSegment(header);
    }

    /// <summary>Reads on in the OCTET STRING begun.</summary>
    /// <param name="octets">The next octets, valid until the next call.</param>
    /// <returns>Whether there were any.</returns>
    public bool NextOctets(out ReadOnlyMemory<byte> octets)
    {
        while (_segment == 0)
        {
            if (_depth == _octetsDepth)
            {
                octets = default;
                return false;
            }

            if (AtEnd)
            {
                Leave();
                continue;
            }

            var header = ReadHeader();
            if (header.Tag == (OctetString | Constructed))
            {
                Push(header);
                continue;
            }

            Expect(header.Tag == OctetString, "A segment is no OCTET STRING.");
            BeginSegment(header);
        }

        Expect(Fill(1), EndsEarly);
        var length = (int)Math.Min(_segment, _window.Length - _next);
        octets = _window.Slice(_next, length);
        _next += length;
        _segment -= length;
        return true;
    }

    public void Dispose()
    {
        if (_source is not null)
        {
            // What passed by may have been plaintext.
            Array.Clear(_buffer);
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new AsnContentException(otherwise);
        }
    }

    private void BeginSegment(BerHeader header)
    {
        Expect(header.Length <= _levels[_depth].End - Position, "A length exceeds what is around it.");
        _segment = header.Length;
    }

    private void Push(BerHeader header)
    {
        if (_depth == _rules.MostLevels)
        {
            throw TooDeep();
        }

        var end = header.IsIndefinite ? _levels[_depth].End : Position + header.Length;
        Expect(end <= _levels[_depth].End, "A length exceeds what is around it.");
        _levels[++_depth] = (end, header.IsIndefinite);
    }

    private BerHeader ReadHeader()
    {
        Expect(!AtEnd, "An element is missing.");
        var header = PeekHeader();
        _next += header.HeaderBytes;
        Expect(Position <= _levels[_depth].End, "A length exceeds what is around it.");
        return header;
    }

    private bool IsEndOfContents() => Fill(2) && BinaryPrimitives.ReadUInt16BigEndian(_window.Span[_next..]) == 0;

    private BerHeader PeekHeader()
    {
        var tagBytes = TagBytes();
        Expect(Fill(tagBytes + 1), EndsEarly);
        var tag = _window.Span[_next];
        var first = _window.Span[_next + tagBytes];
        if (first < 0x80)
        {
            return new(tag, first, tagBytes + 1);
        }

        var octets = first & 0x7F;
        if (octets == 0)
        {
            // X.690 §8.1.3.2: only a constructed value may leave its length open.
            Expect((tag & Constructed) != 0, "A primitive value has no length.");
            return new(tag, BerHeader.Indefinite, tagBytes + 1);
        }

        Expect(octets <= sizeof(long) && Fill(tagBytes + 1 + octets), "A length is longer than anything, or the message ends early.");
        var length = 0L;
        foreach (var octet in _window.Span.Slice(_next + tagBytes + 1, octets))
        {
            length = (length << 8) | octet;
        }

        Expect(length >= 0 && length <= _rules.LongestLength, "A length is longer than anything.");
        return new(tag, length, tagBytes + 1 + octets);
    }

    // X.690 §8.1.2.4: a number past 30 takes further octets, of which all but the last have bit 8.
    private int TagBytes()
    {
        Expect(Fill(2), EndsEarly);
        if ((_window.Span[_next] & LongTag) != LongTag)
        {
            return 1;
        }

        Expect(_rules.AllowsLongTags, "A tag has several octets.");
        Fill(MostTagBytes);
        Expect(Asn1Tag.TryDecode(_window.Span[_next..], out _, out var bytes), "A tag is none.");
        return bytes;
    }

    private Exception TooDeep() => _rules.TooDeep == PkiErrorCode.CmsTooLarge
        ? new CmsLimitException($"More than {_rules.MostLevels} levels of BER.")
        : new AsnContentException("The nesting is too deep.");

    private void Take(long count, ref long room, ArrayBufferWriter<byte>? sink)
    {
        Expect(count <= _levels[_depth].End - Position, "A length exceeds what is around it.");
        room -= count;
        if (room < 0)
        {
            throw new CmsLimitException("An element is longer than any in mail.");
        }

        while (count > 0)
        {
            Expect(Fill(1), EndsEarly);
            var length = (int)Math.Min(count, _window.Length - _next);
            sink?.Write(_window.Span.Slice(_next, length));
            _next += length;
            count -= length;
        }
    }

    // Makes this many octets available in the window, at most a header's.
    private bool Fill(int count)
    {
        if (_window.Length - _next >= count)
        {
            return true;
        }

        if (_source is null)
        {
            return false;
        }

        var kept = _window.Length - _next;
        _window.Span[_next..].CopyTo(_buffer);
        _windowStart += _next;
        _next = 0;
        while (kept < count)
        {
            var read = _source.Read(_buffer.AsSpan(kept));
            if (read == 0)
            {
                break;
            }

            kept += read;
        }

        _window = _buffer.AsMemory(0, kept);
        return kept >= count;
    }
}
