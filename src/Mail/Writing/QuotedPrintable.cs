namespace Chancery.Mail.Writing;

/// <summary>Writes quoted-printable (RFC 2045 §6.7) that no relay has a reason to touch: nothing at the end of a line that might be trimmed, no
/// "From " that a mailbox file would quote, no line of a single dot, nothing wider than 76 characters.</summary>
internal static class QuotedPrintable
{
    private const int Widest = 76;

    /// <param name="text">Text with CRLF line ends.</param>
    public static byte[] Encode(ReadOnlySpan<byte> text)
    {
        var result = new ByteBuilder(text.Length + (text.Length / 8));
        while (!text.IsEmpty)
        {
            var length = text.IndexOf("\r\n"u8);
            Line(length < 0 ? text : text[..length], result);
            if (length < 0)
            {
                break;
            }

            result.Add("\r\n"u8);
            text = text[(length + 2)..];
        }

        return result.ToArray();
    }

    private static void Line(ReadOnlySpan<byte> line, ByteBuilder result)
    {
        Span<byte> written = stackalloc byte[Widest + 2];
        var column = 0;
        for (var at = 0; at < line.Length; at++)
        {
            var plain = IsPlain(line, at);
            // Room for the soft line break's own sign, unless this ends the line.
            if (column + (plain ? 1 : 3) > (at == line.Length - 1 ? Widest : Widest - 1))
            {
                "=\r\n"u8.CopyTo(written[column..]);
                result.Add(written[..(column + 3)]);
                column = 0;
                plain = plain && !StartsFrom(line[at..]);
            }

            if (plain)
            {
                written[column++] = line[at];
            }
            else
            {
                written[column++] = (byte)'=';
                written[column++] = Hex(line[at] >> 4);
                written[column++] = Hex(line[at] & 15);
            }
        }

        result.Add(written[..column]);
    }

    private static bool IsPlain(ReadOnlySpan<byte> line, int at) => line[at] switch
    {
        (byte)' ' or (byte)'\t' => at < line.Length - 1,
        (byte)'=' => false,
        (byte)'F' => at > 0 || !StartsFrom(line),
        (byte)'.' => at > 0 || line.Length > 1,
        var other => other is > 32 and < 127,
    };

    private static bool StartsFrom(ReadOnlySpan<byte> line) => line.StartsWith("From "u8);

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);
}
