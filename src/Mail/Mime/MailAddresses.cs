using System.Globalization;
using Chancery.Mail.Writing;
using MimeKit;

namespace Chancery.Mail.Mime;

/// <summary>Mail addresses in header fields, and when two are the same.</summary>
internal static class MailAddresses
{
    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = false };

    /// <summary>The mailboxes of one field. Strict parsing, and no group: a field that needs guessing names nobody.</summary>
    public static IReadOnlyList<MailboxAddress> In(RawField field) =>
        InternetAddressList.TryParse(Canonical.Strict, field.Value.ToArray(), out var list) && list.All(one => one is MailboxAddress)
            ? [.. list.Mailboxes] : [];

    /// <summary>
    /// Whether two addresses name one mailbox (RFC 8550 §3, RFC 9598 §5): the domains by their A-labels and whatever their case, the local parts
    /// whatever their case, which RFC 5321 lets a server tell apart and none in use does.
    /// </summary>
    public static bool Same(string one, string other) =>
        Split(one) is { } a && Split(other) is { } b && a.Domain == b.Domain && a.Local.Equals(b.Local, StringComparison.OrdinalIgnoreCase);

    private static (string Local, string Domain)? Split(string address)
    {
        var at = address.LastIndexOf('@');
        return at <= 0 || at == address.Length - 1 ? null : (address[..at], ALabels(address[(at + 1)..]));
    }

    private static string ALabels(string domain)
    {
        try
        {
            return Idn.GetAscii(domain).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            // No name of the DNS: the same only if written the same.
            return domain.ToLowerInvariant();
        }
    }
}
