using System.Text;

namespace Chancery.Mail.Reading;

/// <summary>Cuts a multipart into its parts without touching a byte of them (RFC 2046 §5.1.1).</summary>
internal static class RawMultipart
{
    private const int MostParts = 16;

    /// <returns>The parts, each with its header; what follows the last delimiter is dropped.</returns>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> entity, string boundary)
    {
        var delimiter = Encoding.Latin1.GetBytes("--" + boundary);
        var parts = new List<ReadOnlyMemory<byte>>();
        var (at, begin) = (BodyOf(entity.Span), -1);
        while (at < entity.Length && parts.Count < MostParts)
        {
            var next = EndOfLine(entity.Span, at);
            if (IsDelimiter(entity.Span[at..next], delimiter, out var closing))
            {
                if (begin >= 0)
                {
                    parts.Add(entity[begin..Math.Max(begin, BeforeLineBreak(entity.Span, at))]);
                }

                begin = next;
                if (closing)
                {
                    break;
                }
            }

            at = next;
        }

        return parts;
    }

    // The first line of the body: what follows the first empty line.
    private static int BodyOf(ReadOnlySpan<byte> entity)
    {
        var at = 0;
        while (at < entity.Length)
        {
            var next = EndOfLine(entity, at);
            if (entity[at..next].Trim("\r\n"u8).IsEmpty)
            {
                return next;
            }

            at = next;
        }

        return entity.Length;
    }

    private static bool IsDelimiter(ReadOnlySpan<byte> line, ReadOnlySpan<byte> delimiter, out bool closing)
    {
        closing = false;
        if (!line.StartsWith(delimiter))
        {
            return false;
        }

        var rest = line[delimiter.Length..];
        closing = rest.StartsWith("--"u8);
        return (closing ? rest[2..] : rest).Trim(" \t\r\n"u8).IsEmpty;
    }

    private static int EndOfLine(ReadOnlySpan<byte> bytes, int at)
    {
        var length = bytes[at..].IndexOf((byte)'\n');
        return length < 0 ? bytes.Length : at + length + 1;
    }

    // The line break before a delimiter is the delimiter's.
    private static int BeforeLineBreak(ReadOnlySpan<byte> bytes, int at)
    {
        var end = at > 0 && bytes[at - 1] == '\n' ? at - 1 : at;
        return end > 0 && end < at && bytes[end - 1] == '\r' ? end - 1 : end;
    }
}
