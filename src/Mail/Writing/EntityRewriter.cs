using System.Text;
using Chancery.Mail.Headers;
using Chancery.Mail.Mime;

namespace Chancery.Mail.Writing;

/// <summary>
/// Makes an entity one that survives the road (RFC 8551 §3.1): the leaves that would not are encoded anew, and what is safe stays as it is, byte for
/// byte. With a subject to repeat, the parts that show the message begin with it (RFC 9788 §2.1.2).
/// </summary>
/// <param name="legacySubject">The subject to repeat; null where none is.</param>
internal sealed class EntityRewriter(string? legacySubject)
{
    /// <param name="entity">An entity with CRLF line ends.</param>
    public ReadOnlyMemory<byte> Rewrite(MimeView entity) => Changed(entity, isMain: true) ?? entity.Raw;

    // Null: as it is.
    private ReadOnlyMemory<byte>? Changed(MimeView view, bool isMain)
    {
        var repeats = isMain && legacySubject is not null;
        if ((!repeats && TransportSafe.Is(view.Body.Span)) || view.Is("multipart", "signed") || view.IsCutShort)
        {
            // What is signed already may not be touched.
            return null;
        }

        return view.IsMultipart ? Multipart(view, isMain) : view.IsMessage ? Message(view) : Leaf(view, repeats && LegacyDisplay.IsMain(view));
    }

    private ReadOnlyMemory<byte>? Multipart(MimeView view, bool isMain)
    {
        var parts = view.Children.Select((child, i) => (child, changed: Changed(child, isMain && LegacyDisplay.MayHoldMain(view, i)))).ToArray();
        if (parts.All(part => part.changed is null) && TransportSafe.Is(view.Body.Span))
        {
            return null;
        }

        // A preamble and an epilogue are shown to nobody; they are left out with the rest of what is not the author's.
        var result = new ByteBuilder(view.Raw.Length * 2).Add(Header(view, "7bit"));
        foreach (var (child, changed) in parts)
        {
            result.Add($"--{view.Type.Boundary}\r\n").Add(changed ?? child.Raw).Add("\r\n"u8);
        }

        return result.Add($"--{view.Type.Boundary}--\r\n").Memory;
    }

    // RFC 2046 §5.2.1: a message in a message is never encoded itself; its own leaves are.
    private ReadOnlyMemory<byte>? Message(MimeView view) => view.Children is [var inner] && Changed(inner, isMain: false) is { } changed
        ? new ByteBuilder(view.Raw.Length * 2).Add(Header(view, "7bit")).Add(changed).Memory : default(ReadOnlyMemory<byte>?);

    private ReadOnlyMemory<byte>? Leaf(MimeView view, bool repeats)
    {
        if (repeats)
        {
            var text = LegacyDisplay.Add(LegacyDisplay.Decode(view), legacySubject!, view.Is("text", "html")).ReplaceLineEndings("\r\n");
            return Encoded(view, QuotedPrintable.Encode(Encoding.UTF8.GetBytes(text)), "quoted-printable", legacy: true);
        }

        if (TransportSafe.Is(view.Body.Span))
        {
            return null;
        }

        var content = view.Decoded();
        return view.Type.MediaType.Equals("text", StringComparison.OrdinalIgnoreCase)
            ? Encoded(view, QuotedPrintable.Encode(Lines.Canonical(content).Span), "quoted-printable", legacy: false)
            : Encoded(view, new ByteBuilder(ByteBuilder.Base64Length(content.Length)).AddBase64(content.Span).Memory, "base64", legacy: false);
    }

    private static ReadOnlyMemory<byte> Encoded(MimeView view, ReadOnlyMemory<byte> body, string encoding, bool legacy) =>
        new ByteBuilder(view.Raw.Length + body.Length).Add(Header(view, encoding, legacy)).Add(body).Memory;

    private static ReadOnlyMemory<byte> Header(MimeView view, string encoding, bool legacy = false)
    {
        var result = new ByteBuilder(1024);
        foreach (var field in view.Header.Fields.Where(field => !field.Is("Content-Transfer-Encoding") && !(legacy && field.Is("Content-Type"))))
        {
            result.Add(field.Raw);
        }

        if (legacy)
        {
            var type = view.Type.Clone();
            type.Charset = "utf-8";
            type.Parameters[LegacyDisplay.Parameter] = "1";
            result.Add($"Content-Type:{type.ToString(Canonical.Format, Encoding.UTF8, encode: true)["Content-Type:".Length..]}\r\n");
        }

        return result.Add($"Content-Transfer-Encoding: {encoding}\r\n\r\n").Memory;
    }
}
