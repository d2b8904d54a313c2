using System.Text;
using MimeKit;

namespace Chancery.Mail.Writing;

/// <summary>Writes what the author means as one MIME entity, in seven-bit lines so that no relay has a reason to touch it (RFC 8551 §3.1.2).</summary>
internal static class BodyWriter
{
    public static ReadOnlyMemory<byte> Write(MailDraft draft)
    {
        var size = draft.Attachments.Sum(attachment => ByteBuilder.Base64Length(attachment.Content.Length) + 512) + (draft.Text.Length * 2);
        var result = new ByteBuilder(size);
        if (draft.Attachments.Count == 0)
        {
            AddText(result, draft.Text);
            return result.Memory;
        }

        var boundary = $"=_{HeaderWriter.RandomToken()}";
        result.Add($"Content-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n--{boundary}\r\n");
        AddText(result, draft.Text);
        foreach (var attachment in draft.Attachments)
        {
            result.Add($"\r\n--{boundary}\r\n");
            AddFile(result, attachment);
        }

        return result.Add($"\r\n--{boundary}--\r\n").Memory;
    }

    private static void AddText(ByteBuilder result, string text) => result
        .Add("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"u8)
        .Add(QuotedPrintable.Encode(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"))));

    private static void AddFile(ByteBuilder result, MailAttachment attachment)
    {
        var type = ContentType.TryParse(attachment.MediaType, out var parsed) ? parsed : new ContentType("application", "octet-stream");
        using var part = new MimePart(type)
        {
            ContentTransferEncoding = ContentEncoding.Base64,
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
            FileName = attachment.FileName,
        };
        using var header = new MemoryStream();
        part.Headers.WriteTo(Canonical.Format, header);
        result.Add(header.GetBuffer().AsSpan(0, (int)header.Length)).AddBase64(attachment.Content);
    }
}
