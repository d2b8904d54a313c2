using System.Security.Cryptography;
using MimeKit;
using MimeKit.Utils;

namespace Chancery.Mail.Writing;

/// <summary>Writes the header of a message (RFC 5322 §3.6), without the blank line and without the Content fields.</summary>
internal static class HeaderWriter
{
    /// <returns>The header fields, CRLF; null where an address is none.</returns>
    public static byte[]? Write(MailDraft draft)
    {
        if (Parse(draft.From) is not { } from || draft.To.Count == 0 || draft.To.Concat(draft.Cc).Any(one => Parse(one) is null))
        {
            return null;
        }

        var header = new HeaderList
        {
            { HeaderId.From, from.ToString(encode: true) },
            { HeaderId.To, List(draft.To) },
            { HeaderId.Subject, OneLine(draft.Subject) },
            { HeaderId.Date, DateUtils.FormatDate(draft.Date) },
            { HeaderId.MessageId, $"<{RandomToken()}@{from.Domain}>" },
            { HeaderId.MimeVersion, "1.0" },
        };
        if (draft.Cc.Count > 0)
        {
            header.Add(HeaderId.Cc, List(draft.Cc));
        }

        using var stream = new MemoryStream();
        header.WriteTo(Canonical.Format, stream);

        // MimeKit ends a list with the blank line; the Content fields of the entity are still to come.
        return stream.ToArray()[..^2];
    }

    /// <summary>A boundary, or the left of a Message-Id, that nothing in the mail can hold by accident.</summary>
    public static string RandomToken() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private static string List(IEnumerable<string> addresses) => string.Join(", ", addresses.Select(one => Parse(one)!.ToString(encode: true)));

    private static MailboxAddress? Parse(string text) =>
        !text.Any(char.IsControl) && MailboxAddress.TryParse(Canonical.Strict, text, out var address) && address.Domain.Length > 0 ? address : null;

    // A line break in a subject would begin a header field of the author's making.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
