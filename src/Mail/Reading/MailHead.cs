using System.Collections.Immutable;
using Chancery.Mail.Writing;
using Chancery.Pki;
using MimeKit;
using MimeKit.Utils;

namespace Chancery.Mail.Reading;

/// <summary>The header of a message, as its reader is shown it.</summary>
internal sealed record MailHead(string From, ImmutableArray<string> To, string Subject, DateTimeOffset? Date)
{
    /// <summary>Reads it. One From field with one address, or nothing: readers differ on which of several they show, and a signature by one of them
    /// would vouch for another ("Johnny, you are fired", USENIX Security 2019, attacks I1 to I3).</summary>
    public static PkiResult<MailHead> Read(ReadOnlyMemory<byte> eml)
    {
        using var stream = Bytes.Stream(eml);
        var header = HeaderList.Load(Canonical.Strict, stream);
        var from = header.Where(field => field.Id == HeaderId.From).ToArray();
        if (from.Length != 1 || Addresses(from[0]) is not [var sender])
        {
            return new PkiError(PkiErrorCode.MailSenderAmbiguous, "A mail must have one From field with one address.");
        }

        var to = header.Where(field => field.Id is HeaderId.To or HeaderId.Cc).SelectMany(Addresses).ToImmutableArray();
        var date = DateUtils.TryParse(header[HeaderId.Date] ?? "", out var parsed) ? parsed : (DateTimeOffset?)null;
        return new MailHead(sender, to, header[HeaderId.Subject] ?? "", date);
    }

    // Strict parsing, and no group: an address that needs guessing names nobody.
    private static string[] Addresses(Header field) =>
        InternetAddressList.TryParse(Canonical.Strict, field.RawValue, out var list) && list.All(one => one is MailboxAddress)
            ? list.Mailboxes.Select(mailbox => mailbox.Address.ToLowerInvariant()).ToArray() : [];
}
