using System.Collections.Immutable;
using MimeKit;
using MimeKit.Utils;

namespace Chancery.Mail.Mime;

/// <summary>The header of a message, as its reader is shown it.</summary>
/// <param name="From">The author's address, lower-cased. Null unless there is one From field with one address: readers differ on which of several they
/// show, and a signature by one of them would vouch for another ("Johnny, you are fired", USENIX Security 2019, attacks I1 to I3).</param>
/// <param name="FromFields">How many From fields there are.</param>
/// <param name="FromName">The author's display name; empty where there is none.</param>
/// <param name="Sender">The address in Sender, lower-cased; null where there is no such field or none that can be read.</param>
/// <param name="To">The addresses in To and Cc, lower-cased.</param>
/// <param name="Subject">The subject, decoded.</param>
/// <param name="Date">The Date field.</param>
internal sealed record MailHead(
    string? From, int FromFields, string FromName, string? Sender, ImmutableArray<string> To, string Subject, DateTimeOffset? Date)
{
    public static MailHead Read(RawHeader header)
    {
        var from = header.All("From").ToArray();
        var author = from is [var only] && MailAddresses.In(only) is [var one] ? one : null;
        var senders = header.All("Sender").SelectMany(MailAddresses.In).ToArray();
        return new MailHead(
            author is null ? null : Lower(author), from.Length, author?.Name ?? "", senders is [var sender] ? Lower(sender) : null,
            [.. header.Fields.Where(field => field.Is("To") || field.Is("Cc")).SelectMany(MailAddresses.In).Select(Lower)],
            header.First("Subject") is { } subject ? Text(subject) : "",
            header.First("Date") is { } date && DateUtils.TryParse(date.Value.ToArray(), out var parsed) ? parsed : null);
    }

    /// <summary>A field's text, unfolded and decoded (RFC 2047).</summary>
    public static string Text(RawField field) => Rfc2047.DecodeText(Writing.Canonical.Strict, field.Value.ToArray()).Trim();

    private static string Lower(MailboxAddress mailbox) => mailbox.Address.ToLowerInvariant();
}
