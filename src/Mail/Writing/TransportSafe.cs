using System.Buffers;
using Chancery.Mail.Mime;

namespace Chancery.Mail.Writing;

/// <summary>Whether the road leaves bytes as they are (RFC 8551 §3.1.2 and §3.1.3).</summary>
internal static class TransportSafe
{
    // RFC 5321 §4.5.3.1.6, the line break included.
    private const int LongestLine = 1000;

    private static readonly SearchValues<byte> Never = SearchValues.Create([0, .. Enumerable.Range(128, 128).Select(i => (byte)i)]);

    /// <param name="text">Bytes with CRLF line ends.</param>
    public static bool Is(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAny(Never) >= 0)
        {
            return false;
        }

        for (var at = 0; at < text.Length;)
        {
            var end = Lines.End(text, at);
            if (!IsSafe(text[at..end]))
            {
                return false;
            }

            at = end;
        }

        return true;
    }

    private static bool IsSafe(ReadOnlySpan<byte> line)
    {
        var content = line.EndsWith("\r\n"u8) ? line[..^2] : line;
        return line.Length <= LongestLine && content.IndexOf((byte)'\r') < 0 && !line.StartsWith("From "u8)
            && (content.IsEmpty || content[^1] is not ((byte)' ' or (byte)'\t'));
    }
}
