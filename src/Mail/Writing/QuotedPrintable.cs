using System.Buffers;

namespace Chancery.Mail.Writing;

/// <summary>Writes quoted-printable (RFC 2045 §6.7) that no relay has a reason to touch: nothing at the end of a line that might be trimmed, no
/// "From " that a mailbox file would quote, no line of a single dot, nothing wider than 76 characters.</summary>
internal static class QuotedPrintable
{
    private const int Widest = 76;

    // What may stand for itself anywhere in a line.
    private static readonly SearchValues<byte> Plain = SearchValues.Create([.. Enumerable.Range(32, 95).Select(i => (byte)i).Where(c => c != '='), (byte)'\t']);

    /// <param name="text">Text; its lines may end in LF, CRLF or CR.</param>
    public static byte[] Encode(ReadOnlySpan<byte> text)
    {
        var result = new ByteBuilder(text.Length + (text.Length / 8));
        AddTo(result, text);
        return result.ToArray();
    }

    /// <param name="result">Where it is written.</param>
    /// <param name="text">Text, likewise.</param>
    public static void AddTo(ByteBuilder result, ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var length = text.IndexOfAny((byte)'\r', (byte)'\n');
            Line(length < 0 ? text : text[..length], result);
            if (length < 0)
            {
                break;
            }

            result.Add("\r\n"u8);
            text = text[(length + (text[length..].StartsWith("\r\n"u8) ? 2 : 1))..];
        }
    }

    private static void Line(ReadOnlySpan<byte> line, ByteBuilder result)
    {
        for (var (at, column) = (0, 0); at < line.Length;)
        {
            var rest = line[at..];
            var run = PlainRun(rest, column);
            var needed = run > 0 ? 1 : 3;
            // Room for the soft line break's own sign, unless this ends the line.
            var widest = rest.Length == Math.Max(run, 1) && column + (run > 0 ? run : 3) <= Widest ? Widest : Widest - 1;
            if (column + needed > widest)
            {
                result.Add("=\r\n"u8);
                column = 0;
                continue;
            }

            run = Math.Min(run, widest - column);
            if (run > 0)
            {
                result.Add(rest[..run]);
            }
            else
            {
                result.Add([(byte)'=', Hex(rest[0] >> 4), Hex(rest[0] & 15)]);
            }

            (at, column) = (at + Math.Max(run, 1), column + (run > 0 ? run : 3));
        }
    }

    // How much of the rest of a line may stand for itself where it would stand.
    private static int PlainRun(ReadOnlySpan<byte> rest, int column)
    {
        if (column == 0 && (rest.StartsWith("From "u8) || rest.SequenceEqual("."u8)))
        {
            return 0;
        }

        var run = rest.IndexOfAnyExcept(Plain);
        return run >= 0 ? run : rest[^1] is (byte)' ' or (byte)'\t' ? rest.Length - 1 : rest.Length;
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);
}
