using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Chancery.Mail.Writing;

/// <summary>Bytes put one after the other, in one array.</summary>
/// <param name="expected">About how many there will be.</param>
internal sealed class ByteBuilder(int expected)
{
    private const int BytesPerLine = 57;
    private readonly ArrayBufferWriter<byte> _bytes = new(Math.Max(expected, 256));

    public ByteBuilder Add(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public ByteBuilder Add(ReadOnlyMemory<byte> bytes) => Add(bytes.Span);

    /// <summary>Text of ASCII characters, as header fields are written here.</summary>
    public ByteBuilder Add(string text)
    {
        var length = Encoding.ASCII.GetBytes(text, _bytes.GetSpan(text.Length));
        _bytes.Advance(length);
        return this;
    }

    /// <summary>Base64 in lines of 76 characters (RFC 2045 §6.8), the last with its line break.</summary>
    public ByteBuilder AddBase64(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var line = bytes[..Math.Min(BytesPerLine, bytes.Length)];
            var text = _bytes.GetSpan(80);
            Base64.EncodeToUtf8(line, text, out _, out var written);
            text[written] = (byte)'\r';
            text[written + 1] = (byte)'\n';
            _bytes.Advance(written + 2);
            bytes = bytes[line.Length..];
        }

        return this;
    }

    /// <summary>The bytes; nothing may be added after.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes.WrittenMemory;

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    /// <summary>How long the base64 of so many bytes is, with its line breaks.</summary>
    public static int Base64Length(int bytes) => ((bytes + 2) / 3 * 4) + (((bytes / BytesPerLine) + 1) * 2);
}
