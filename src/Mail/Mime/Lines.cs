namespace Chancery.Mail.Mime;

/// <summary>Lines of text in bytes, their ends LF or CRLF.</summary>
internal static class Lines
{
    /// <summary>Where the line at a place ends: after its line break.</summary>
    public static int End(ReadOnlySpan<byte> bytes, int at)
    {
        var length = bytes[at..].IndexOf((byte)'\n');
        return length < 0 ? bytes.Length : at + length + 1;
    }

    public static bool IsBlank(ReadOnlySpan<byte> line) => line.Length <= 2 && line.Trim("\r\n"u8).IsEmpty;

    /// <summary>Where what stands before a place ends, its last line break left off: the one before a delimiter is the delimiter's (RFC 2046 §5.1.1).</summary>
    public static int BeforeBreak(ReadOnlySpan<byte> bytes, int at)
    {
        var end = at > 0 && bytes[at - 1] == '\n' ? at - 1 : at;
        return end > 0 && end < at && bytes[end - 1] == '\r' ? end - 1 : end;
    }

    /// <summary>Line ends of any kind made CRLF (RFC 8551 §3.1.1); the very same memory where they are already.</summary>
    public static ReadOnlyMemory<byte> Canonical(ReadOnlyMemory<byte> text)
    {
        var bare = CountBare(text.Span);
        return bare == 0 ? text : Rewrite(text.Span, bare);
    }

    /// <summary>Line ends of any kind made LF, in place.</summary>
    /// <returns>How long the text is then.</returns>
    public static int MakeUnix(Span<byte> text)
    {
        var (from, to) = (0, 0);
        while (text[from..].IndexOf((byte)'\r') is >= 0 and var run)
        {
            text.Slice(from, run).CopyTo(text[to..]);
            to += run;
            from += run + (text[(from + run)..].StartsWith("\r\n"u8) ? 2 : 1);
            text[to++] = (byte)'\n';
        }

        text[from..].CopyTo(text[to..]);
        return to + text.Length - from;
    }

    private static int CountBare(ReadOnlySpan<byte> bytes)
    {
        var (bare, from) = (0, 0);
        while (bytes[from..].IndexOf((byte)'\n') is >= 0 and var step)
        {
            var at = from + step;
            bare += at == 0 || bytes[at - 1] != '\r' ? 1 : 0;
            from = at + 1;
        }

        return bare;
    }

    private static byte[] Rewrite(ReadOnlySpan<byte> bytes, int bare)
    {
        var result = new byte[bytes.Length + bare];
        var (from, to) = (0, 0);
        while (from < bytes.Length)
        {
            var end = End(bytes, from);
            var line = bytes[from..end];
            if (line[^1] == '\n' && (line.Length == 1 || line[^2] != '\r'))
            {
                line[..^1].CopyTo(result.AsSpan(to));
                to += line.Length - 1;
                result[to++] = (byte)'\r';
                result[to++] = (byte)'\n';
            }
            else
            {
                line.CopyTo(result.AsSpan(to));
                to += line.Length;
            }

            from = end;
        }

        return result;
    }
}
