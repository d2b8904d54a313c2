using System.Buffers;
using System.Text;
using Chancery.Mail.Headers;
using MimeKit;

namespace Chancery.Mail.Writing;

/// <summary>Writes what the author means as one MIME entity, in seven-bit lines so that no relay has a reason to touch it (RFC 8551 §3.1.2).</summary>
internal static class BodyWriter
{
    /// <param name="draft">The mail.</param>
    /// <param name="repeatsSubject">Whether the text begins with the subject, for readers that do not know protected headers (RFC 9788 §2.1.2).</param>
    public static ReadOnlyMemory<byte> Write(MailDraft draft, bool repeatsSubject)
    {
        var size = draft.Attachments.Sum(attachment => ByteBuilder.Base64Length(attachment.Content.Length) + 512) + (draft.Text.Length * 9 / 8) + 1024;
        var result = new ByteBuilder(size);
        if (draft.Attachments.Count == 0)
        {
            AddText(result, draft, repeatsSubject);
            return result.Memory;
        }

        var boundary = $"=_{HeaderWriter.RandomToken()}";
        result.Add($"Content-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n--{boundary}\r\n");
        AddText(result, draft, repeatsSubject);
        foreach (var attachment in draft.Attachments)
        {
            result.Add($"\r\n--{boundary}\r\n");
            AddFile(result, attachment);
        }

        return result.Add($"\r\n--{boundary}--\r\n").Memory;
    }

    private static void AddText(ByteBuilder result, MailDraft draft, bool repeatsSubject)
    {
        result.Add("Content-Type: text/plain; charset=utf-8"u8).Add(repeatsSubject ? $"; {LegacyDisplay.Parameter}=\"1\"" : "")
            .Add("\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"u8);
        if (repeatsSubject)
        {
            AddUtf8(result, LegacyDisplay.Add("", draft.Subject, html: false));
        }

        AddUtf8(result, draft.Text);
    }

    private static void AddUtf8(ByteBuilder result, string text)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        QuotedPrintable.AddTo(result, buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)));
        ArrayPool<byte>.Shared.Return(buffer);
    }

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
