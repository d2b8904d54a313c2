using MimeKit;
using MimeKit.Utils;

namespace Chancery.Mail.Writing;

/// <summary>Writes the header of a message (RFC 5322 §3.6), without the blank line and without the Content fields.</summary>
internal static class HeaderWriter
{
    /// <returns>The header fields, CRLF; null where an address is none.</returns>
    public static byte[]? Write(MailDraft draft)
    {
        if (Parse(draft.From) is not { } from || draft.To.Count == 0 || draft.To.Select(Parse).ToArray() is not { } to || to.Any(one => one is null))
        {
            return null;
        }

        var header = new HeaderList
        {
            { HeaderId.From, from.ToString(encode: true) },
            { HeaderId.To, string.Join(", ", to.Select(one => one!.ToString(encode: true))) },
            { HeaderId.Subject, OneLine(draft.Subject) },
            { HeaderId.Date, DateUtils.FormatDate(draft.Date) },
            { HeaderId.MessageId, $"<{MailWriter.RandomToken()}@{from.Domain}>" },
            { HeaderId.MimeVersion, "1.0" },
        };
        using var stream = new MemoryStream();
        header.WriteTo(Canonical.Format, stream);

        // MimeKit ends a list with the blank line; the Content fields of the entity are still to come.
        return stream.ToArray()[..^2];
    }

    private static MailboxAddress? Parse(string text) =>
        !text.Any(char.IsControl) && MailboxAddress.TryParse(Canonical.Strict, text, out var address) && address.Domain.Length > 0 ? address : null;

    // A line break in a subject would begin a header field of the author's making.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
