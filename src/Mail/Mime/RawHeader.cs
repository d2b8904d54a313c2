using System.Text;

namespace Chancery.Mail.Mime;

/// <summary>The header of a message or of a part, read once and without copying.</summary>
/// <param name="Fields">The fields in order.</param>
/// <param name="BodyAt">Where the body begins.</param>
/// <param name="IsWhole">Whether it is a header and nothing else: no line that is no field, no bare CR and no NUL, which readers take differently.</param>
internal sealed record RawHeader(IReadOnlyList<RawField> Fields, int BodyAt, bool IsWhole)
{
    private const int MostFields = 2000;
    private const int MostBytes = 1024 * 1024;

    public RawField? First(string name)
    {
        foreach (var field in Fields)
        {
            if (field.Is(name))
            {
                return field;
            }
        }

        return null;
    }

    public IEnumerable<RawField> All(string name) => Fields.Where(field => field.Is(name));

    public static RawHeader Read(ReadOnlyMemory<byte> entity)
    {
        var fields = new List<RawField>();
        var (at, whole) = (0, true);
        var bytes = entity.Span;
        while (at < bytes.Length)
        {
            var end = Lines.End(bytes, at);
            if (Lines.IsBlank(bytes[at..end]))
            {
                return new RawHeader(fields, fields.Count == 0 && !whole ? 0 : end, whole);
            }

            while (end < bytes.Length && bytes[end] is (byte)' ' or (byte)'\t' && !Lines.IsBlank(bytes[end..Lines.End(bytes, end)]))
            {
                end = Lines.End(bytes, end);
            }

            if (!IsField(bytes[at..end], out var colon))
            {
                // A mailbox file begins each message with a "From " line of its own (RFC 4155); anything else ends the header for some
                // readers and not for others.
                whole &= at == 0 && (bytes.StartsWith("From "u8) || bytes.StartsWith(">From "u8));
                at = end;
                continue;
            }

            fields.Add(new RawField(Encoding.ASCII.GetString(bytes.Slice(at, colon).TrimEnd(" \t"u8)), entity[at..end], entity[(at + colon + 1)..end]));
            whole &= IsClean(bytes[at..end]);
            at = end;
            if (fields.Count > MostFields || at > MostBytes)
            {
                throw new FormatException("The header is too large.");
            }
        }

        // What has no header is all body: a part, or the content of a CMS object, that begins with its text.
        return new RawHeader(fields, fields.Count == 0 && !whole ? 0 : bytes.Length, whole);
    }

    // RFC 5322 §3.6.8: printable ASCII but the colon; §4.5 allows space before the colon in old messages.
    private static bool IsField(ReadOnlySpan<byte> line, out int colon)
    {
        colon = line.IndexOf((byte)':');
        return colon > 0 && line[..colon].TrimEnd(" \t"u8).IndexOfAnyExceptInRange((byte)33, (byte)126) < 0 && line[0] is not ((byte)' ' or (byte)'\t');
    }

    private static bool IsClean(ReadOnlySpan<byte> field)
    {
        for (var at = field.IndexOfAny((byte)'\r', (byte)0); at >= 0;)
        {
            if (field[at] == 0 || at + 1 >= field.Length || field[at + 1] != '\n')
            {
                return false;
            }

            var next = field[(at + 1)..].IndexOfAny((byte)'\r', (byte)0);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return true;
    }
}
