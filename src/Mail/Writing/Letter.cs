using Chancery.Mail.Headers;
using Chancery.Mail.Mime;
using Chancery.Pki;

namespace Chancery.Mail.Writing;

/// <summary>A message about to be protected: the author's header, and the body as one entity.</summary>
/// <param name="Fields">The author's header fields, without Bcc: what nobody sees is not in the message (RFC 5322 §3.6.3).</param>
/// <param name="Others">Fields of the road, which stay outside.</param>
/// <param name="Entity">The body, CRLF.</param>
/// <param name="IsReady">Whether the body is fit for the road, and repeats the subject where it should.</param>
internal sealed record Letter(IReadOnlyList<RawField> Fields, IReadOnlyList<RawField> Others, MimeView Entity, bool IsReady)
{
    /// <summary>Whether the body is S/MIME already: a header cannot be put inside it without breaking it.</summary>
    public bool IsProtectedAlready => Entity.Is("multipart", "signed") || Entity.Is("application", "pkcs7-mime") || Entity.Is("application", "x-pkcs7-mime");

    /// <summary>The subject, decoded; null where there is none.</summary>
    public string? Subject => Fields.Where(one => one.Is("Subject")).Select(MailHead.Text).FirstOrDefault();

    /// <summary>A draft as a letter; null where an address is none.</summary>
    public static Letter? Of(MailDraft draft, bool repeatsSubject) => HeaderWriter.Write(draft) is not { } header ? null
        : new Letter(
            [.. RawHeader.Read(header).Fields.Where(ConfidentialityPolicy.IsAuthors)], [], MimeView.Of(BodyWriter.Write(draft, repeatsSubject)), IsReady: true);

    public static PkiResult<Letter> Read(ReadOnlyMemory<byte> message)
    {
        if (message.Length > SecureMail.LargestMail)
        {
            return new PkiError(PkiErrorCode.MailTooLarge, $"A mail may have {SecureMail.LargestMail} bytes.");
        }

        try
        {
            var canonical = Lines.Canonical(EndsLine(message.Span) ? message : (byte[])[.. message.Span, .. "\r\n"u8]);
            var header = RawHeader.Read(canonical);
            if (!header.IsWhole || header.Fields.Count == 0 || header.All("Content-Type").Count() > 1)
            {
                return new PkiError(PkiErrorCode.MailMalformed, "The header of the message cannot be read.");
            }

            return new Letter(
                [.. header.Fields.Where(ConfidentialityPolicy.IsAuthors)],
                [.. header.Fields.Where(field => !field.IsStructural && !field.Is("Bcc") && !ConfidentialityPolicy.IsAuthors(field))],
                MimeView.Of(EntityOf(header, canonical)),
                IsReady: false);
        }
        catch (Exception e) when (Reading.Hostile.Is(e))
        {
            return new PkiError(PkiErrorCode.MailMalformed, "The message cannot be parsed.");
        }
    }

    // A header without a body may end within its last field.
    private static bool EndsLine(ReadOnlySpan<byte> message) => message.IndexOf("\n\n"u8) >= 0 || message.IndexOf("\n\r\n"u8) >= 0 || message.EndsWith("\n"u8);

    private static ReadOnlyMemory<byte> EntityOf(RawHeader header, ReadOnlyMemory<byte> message)
    {
        var body = message[header.BodyAt..];
        var entity = new ByteBuilder(body.Length + 1024);
        foreach (var field in header.Fields.Where(field => field.IsStructural && !field.Is("MIME-Version")))
        {
            entity.Add(field.Raw);
        }

        return entity.Add("\r\n"u8).Add(body).Memory;
    }
}
