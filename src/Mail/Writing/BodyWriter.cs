using System.Text;
using MimeKit;

namespace Chancery.Mail.Writing;

/// <summary>Writes what the author means as one MIME entity, in seven-bit lines so that no relay has a reason to touch it (RFC 8551 §3.1.2).</summary>
internal static class BodyWriter
{
    public static byte[] Write(MailDraft draft)
    {
        using var entity = draft.Attachments.Count == 0 ? (MimeEntity)Text(draft.Text) : Mixed(draft);
        using var stream = new MemoryStream();
        entity.WriteTo(Canonical.Format, stream);
        return stream.ToArray();
    }

    private static Multipart Mixed(MailDraft draft)
    {
        var mixed = new Multipart("mixed") { Boundary = "=_" + MailWriter.RandomToken() };
        mixed.Add(Text(draft.Text));
        foreach (var attachment in draft.Attachments)
        {
            mixed.Add(File(attachment));
        }

        return mixed;
    }

    private static TextPart Text(string text)
    {
        var part = new TextPart("plain") { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        part.SetText(Encoding.UTF8, text.ReplaceLineEndings("\r\n"));
        return part;
    }

    private static MimePart File(MailAttachment attachment)
    {
        var type = ContentType.TryParse(attachment.MediaType, out var parsed) ? parsed : new ContentType("application", "octet-stream");
        return new MimePart(type)
        {
            Content = new MimeContent(new MemoryStream(attachment.Content, writable: false)),
            ContentTransferEncoding = ContentEncoding.Base64,
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
            FileName = attachment.FileName,
        };
    }
}
