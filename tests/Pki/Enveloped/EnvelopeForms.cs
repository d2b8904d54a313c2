using System.Formats.Asn1;

namespace Chancery.Pki.Tests;

/// <summary>An envelope taken apart at its outer levels, and written again with other lengths and other segments: the same message to BER.</summary>
internal sealed class EnvelopeForms
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);

    private readonly ReadOnlyMemory<byte> _type;
    private readonly ReadOnlyMemory<byte> _version;
    private readonly List<ReadOnlyMemory<byte>> _recipients = [];
    private readonly List<ReadOnlyMemory<byte>> _contentHead = [];
    private readonly List<ReadOnlyMemory<byte>> _tail = [];
    private readonly byte[] _content;

    public EnvelopeForms(byte[] cms)
    {
        var info = new AsnReader(cms, AsnEncodingRules.DER).ReadSequence();
        _type = info.ReadEncodedValue();
        var body = info.ReadSequence(Context0).ReadSequence();
        _version = body.ReadEncodedValue();
        var recipients = body.ReadSetOf();
        while (recipients.HasData)
        {
            _recipients.Add(recipients.ReadEncodedValue());
        }

        var content = body.ReadSequence();
        _contentHead.Add(content.ReadEncodedValue());
        _contentHead.Add(content.ReadEncodedValue());
        _content = content.ReadOctetString(Context0);
        while (body.HasData)
        {
            _tail.Add(body.ReadEncodedValue());
        }
    }

    /// <summary>The recipients, and what else to put in their place.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Recipients => _recipients;

    /// <summary>Writes it again.</summary>
    /// <param name="choices">What decides: lengths definite, long or indefinite; segments.</param>
    /// <param name="recipients">The recipients, or null for its own.</param>
    public byte[] Write(Random choices, IEnumerable<ReadOnlyMemory<byte>>? recipients = null)
    {
        var content = Join([.. _contentHead.Select(part => part.ToArray()), Segments(choices, 0xA0, _content, 0)]);
        var body = Join(
        [
            _version.ToArray(), Value(choices, 0x31, Join([.. (recipients ?? _recipients).Select(part => part.ToArray())])), Value(choices, 0x30, content),
            .. _tail.Select(part => part.ToArray()),
        ]);
        return Value(choices, 0x30, Join([_type.ToArray(), Value(choices, 0xA0, Value(choices, 0x30, body))]));
    }

    public static byte[] Value(Random choices, byte tag, byte[] contents) => choices.Next(3) switch
    {
        0 => [tag, 0x80, .. contents, 0, 0],
        // A length of more octets than it takes, which BER allows (X.690 §8.1.3.5).
        1 => [tag, 0x84, .. BigEndian(contents.Length), .. contents],
        _ => [tag, .. contents.Length < 128 ? [(byte)contents.Length] : (byte[])[0x84, .. BigEndian(contents.Length)], .. contents],
    };

    private static byte[] Segments(Random choices, byte tag, byte[] octets, int depth)
    {
        var segments = new List<byte[]>();
        for (var start = 0; start < octets.Length;)
        {
            var length = Math.Min(octets.Length - start, choices.Next(4) == 0 ? choices.Next(3) : 1 + choices.Next(octets.Length));
            var segment = octets[start..(start + length)];
            segments.Add(depth < 6 && choices.Next(4) == 0 ? Segments(choices, 0x24, segment, depth + 1) : [0x04, 0x84, .. BigEndian(length), .. segment]);
            start += length;
        }

        return Value(choices, tag, Join([.. segments]));
    }

    private static byte[] Join(byte[][] parts) => [.. parts.SelectMany(part => part)];

    private static byte[] BigEndian(int length) => [(byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length];
}
