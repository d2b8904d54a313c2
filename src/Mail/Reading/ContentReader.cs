using Chancery.Mail.Writing;
using MimeKit;

namespace Chancery.Mail.Reading;

/// <summary>Reads what is inside all layers.</summary>
internal static class ContentReader
{
    private const int MostAttachments = 1000;

    public static OpenedMail Read(MailHead head, ReadOnlyMemory<byte> content, MailSignature signature)
    {
        using var stream = Bytes.Stream(content);
        using var message = new MimeMessage { Body = MimeEntity.Load(Canonical.Strict, stream) };
        var partial = signature.State == SignatureState.Unsigned && HoldsSignature(message.Body, depth: 0);
        return new OpenedMail
        {
            From = head.From,
            To = head.To,
            Subject = head.Subject,
            Date = head.Date,
            Text = (message.TextBody ?? "").ReplaceLineEndings("\n"),
            Attachments = [.. message.Attachments.OfType<MimePart>().Take(MostAttachments).Select(Attachment)],
            Content = content.ToArray(),
            WasEncrypted = false,
            OpenedWith = null,
            Signature = partial ? signature with { State = SignatureState.Partial } : signature,
        };
    }

    private static MailAttachment Attachment(MimePart part)
    {
        using var stream = new MemoryStream();
        part.Content?.DecodeTo(stream);
        return new MailAttachment(Path.GetFileName(part.FileName ?? ""), part.ContentType.MimeType, stream.ToArray());
    }

    // A signed part beside unsigned text: the wrapping attacks. Nothing is judged, and the reader is told that not all is signed.
    private static bool HoldsSignature(MimeEntity entity, int depth) => depth < 32 && entity switch
    {
        Multipart multipart => multipart.ContentType.IsMimeType("multipart", "signed") || multipart.Any(part => HoldsSignature(part, depth + 1)),
        MessagePart { Message.Body: { } body } => HoldsSignature(body, depth + 1),
        MimePart part => part.ContentType.IsMimeType("application", "pkcs7-mime") || part.ContentType.IsMimeType("application", "x-pkcs7-mime"),
        _ => false,
    };
}
