using System.Text;

namespace Chancery.Mail.Mime;

/// <summary>What a multipart is made of (RFC 2046 §5.1.1), cut without touching a byte.</summary>
/// <param name="Parts">The parts, each with its header.</param>
/// <param name="IsClosed">Whether the closing delimiter is there; what follows it is nobody's.</param>
internal sealed record RawMultipart(IReadOnlyList<ReadOnlyMemory<byte>> Parts, bool IsClosed)
{
    private const int MostParts = 1000;

    /// <summary>Cuts a body.</summary>
    /// <param name="body">The body, without the header of the multipart.</param>
    /// <param name="boundary">The boundary parameter.</param>
    public static RawMultipart Split(ReadOnlyMemory<byte> body, string boundary)
    {
        var delimiter = Encoding.Latin1.GetBytes("--" + boundary);
        var parts = new List<ReadOnlyMemory<byte>>();
        var (at, begin) = (0, -1);
        while (NextDelimiter(body.Span, at, delimiter) is { } found)
        {
            if (begin >= 0)
            {
                parts.Add(body[begin..Math.Max(begin, Lines.BeforeBreak(body.Span, found.At))]);
                if (parts.Count > MostParts)
                {
                    throw new FormatException("A multipart has too many parts.");
                }
            }

            (at, begin) = (found.End, found.End);
            if (found.Closes)
            {
                return new RawMultipart(parts, IsClosed: true);
            }
        }

        // The rest of a multipart that is cut off still is a part: readers show it.
        if (begin >= 0 && begin < body.Length)
        {
            parts.Add(body[begin..]);
        }

        return new RawMultipart(parts, IsClosed: false);
    }

    private static (int At, int End, bool Closes)? NextDelimiter(ReadOnlySpan<byte> body, int from, ReadOnlySpan<byte> delimiter)
    {
        while (from < body.Length && body[from..].IndexOf(delimiter) is >= 0 and var step)
        {
            var at = from + step;
            from = at + delimiter.Length;
            if (at > 0 && body[at - 1] != '\n')
            {
                continue;
            }

            var end = Lines.End(body, at);
            var rest = body[(at + delimiter.Length)..end];
            var closes = rest.StartsWith("--"u8);
            if ((closes ? rest[2..] : rest).Trim(" \t\r\n"u8).IsEmpty)
            {
                return (at, end, closes);
            }
        }

        return null;
    }
}
