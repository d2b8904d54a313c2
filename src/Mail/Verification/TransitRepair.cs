using System.Text;
using Chancery.Mail.Mime;
using Chancery.Mail.Reading;
using Chancery.Mail.Writing;
using Chancery.Pki;

namespace Chancery.Mail.Verification;

/// <summary>Asks whether content that is not what was signed would be, were something undone that relays do to text. It tells damage from forgery; what
/// is shown stays invalid, since it is not what was signed.</summary>
internal static class TransitRepair
{
    private const int Largest = 8 * 1024 * 1024;

    // Each undoes one change of the road; the names are facts for the reader.
    private static readonly (string Name, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> Undo)[] Repairs =
    [
        ("line ends", Lf),
        ("trailing white space added", content => ByLine(content, line => line.TrimEnd(" \t"u8).ToArray())),
        ("trailing white space removed from the signature mark", content => ByLine(content, line => line.SequenceEqual("--"u8) ? "-- "u8.ToArray() : line.ToArray())),
        ("\"From \" quoted", content => ByLine(content, line => line.StartsWith(">From "u8) ? line[1..].ToArray() : line.ToArray())),
        ("dots doubled", content => ByLine(content, line => line.StartsWith(".."u8) ? line[1..].ToArray() : line.ToArray())),
        ("line ends at the end", content => content[..content.Span.TrimEnd("\r\n"u8).Length]),
        ("line ends at the end", content => (byte[])[.. content.Span.TrimEnd("\r\n"u8), .. "\r\n"u8]),
        ("transfer encoding changed", content => EightBit(MimeView.Of(content))),
    ];

    /// <returns>What undone makes the signature hold; null where nothing does.</returns>
    public static string? Find(OpenLayer layer)
    {
        if (layer.Layer.Kind != LayerKind.ClearSigned || layer.Content is not { Length: <= Largest } content)
        {
            return null;
        }

        foreach (var (name, undo) in Repairs)
        {
            var repaired = undo(content);
            if (!repaired.Span.SequenceEqual(content.Span) && SignedData.Read(layer.Layer.Cms, repaired) is { IsOk: true, Value.IsIntact: true })
            {
                return name;
            }
        }

        return null;
    }

    private static ReadOnlyMemory<byte> Lf(ReadOnlyMemory<byte> content)
    {
        var result = new ByteBuilder(content.Length);
        for (var at = 0; at < content.Length;)
        {
            var end = Lines.End(content.Span, at);
            var line = content.Span[at..end];
            result.Add(line.EndsWith("\r\n"u8) ? line[..^2] : line).Add(line.EndsWith("\r\n"u8) ? "\n"u8 : default);
            at = end;
        }

        return result.Memory;
    }

    private static ReadOnlyMemory<byte> ByLine(ReadOnlyMemory<byte> content, Func<ReadOnlySpan<byte>, byte[]> change)
    {
        var result = new ByteBuilder(content.Length);
        for (var at = 0; at < content.Length;)
        {
            var end = Lines.End(content.Span, at);
            var line = content.Span[at..end];
            var text = line.EndsWith("\r\n"u8) ? line[..^2] : line;
            result.Add(change(text)).Add(line[text.Length..]);
            at = end;
        }

        return result.Memory;
    }

    // A relay that has no 8BITMIME (RFC 6152) encodes eight-bit text; signed was the text before.
    private static ReadOnlyMemory<byte> EightBit(MimeView view)
    {
        if (view.IsMultipart)
        {
            var result = new ByteBuilder(view.Raw.Length).Add(view.Raw[..view.Header.BodyAt]);
            foreach (var child in view.Children)
            {
                result.Add($"--{view.Type.Boundary}\r\n").Add(EightBit(child)).Add("\r\n"u8);
            }

            return result.Add($"--{view.Type.Boundary}--\r\n").Memory;
        }

        if (view.Encoding is not ("quoted-printable" or "base64") || !view.Type.MediaType.Equals("text", StringComparison.OrdinalIgnoreCase))
        {
            return view.Raw;
        }

        var part = new ByteBuilder(view.Raw.Length);
        foreach (var field in view.Header.Fields)
        {
            part.Add(field.Is("Content-Transfer-Encoding") ? Encoding.ASCII.GetBytes($"{field.Name}: 8bit\r\n") : field.Raw.Span);
        }

        return part.Add("\r\n"u8).Add(Lines.Canonical(view.Decoded())).Memory;
    }
}
