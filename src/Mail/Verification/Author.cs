using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Chancery.Mail.Headers;
using Chancery.Mail.Mime;
using Chancery.Mail.Reading;

namespace Chancery.Mail.Verification;

/// <summary>Whom a reader takes for the author of a message.</summary>
/// <param name="IsAsked">Whether there is an author to compare a signer with: a bare CMS object, or a MIME entity without any message header, has none.</param>
/// <param name="Address">The one address in From; null where there is not one.</param>
/// <param name="Sender">The address in Sender.</param>
/// <param name="Headers">The header as it may be believed.</param>
/// <param name="Reasons">What is wrong with the author, whoever signed.</param>
internal sealed partial record Author(
    bool IsAsked, string? Address, string? Sender, ImmutableArray<MailHeaderField>? Headers, ImmutableArray<MailReason> Reasons)
{
    public static Author None { get; } = new(false, null, null, null, []);

    /// <summary>Whether nothing speaks against who the author is.</summary>
    public bool IsClear => Reasons.All(reason => reason.Leaves == Mail.Verdict.Valid);

    public static Author Of(Unwrapped mail, bool isIntact)
    {
        if (mail.Message is not { } message)
        {
            return None;
        }

        var head = MailHead.Read(message.Header);
        var headers = ProtectedHeaders.Read(
            message.Header, mail.Layers.Count > 0 ? mail.Payload : null, mail.Confidentiality != Confidentiality.None, isIntact);
        if (head.FromFields == 0 && !headers.IsPresent)
        {
            // What has any field of a message is one, and a message has an author (RFC 5322 §3.6): readers show another field in the place of From.
            var isMessage = message.Header.Fields.Any(field => !field.IsStructural);
            return new Author(isMessage, null, head.Sender, headers.Fields, isMessage ? [new MailReason(MailReasonCode.FromMissing)] : []);
        }

        return new Author(true, head.From, head.Sender, headers.Fields, [.. WrongWith(message, head, headers)]);
    }

    private static IEnumerable<MailReason> WrongWith(MimeView message, MailHead head, ProtectedHeaders headers)
    {
        if (head.From is null)
        {
            yield return new MailReason(head.FromFields == 0 ? MailReasonCode.FromMissing : MailReasonCode.FromAmbiguous);
        }
        else if (Pretended(message, head) is { } pretended)
        {
            yield return new MailReason(MailReasonCode.DisplayNameMisleads, pretended);
        }

        if (headers.FromDiffers)
        {
            yield return new MailReason(MailReasonCode.ProtectedFromDiffers, headers.Head.From ?? "");
        }

        if (head.Sender is { } sender && head.From is { } from && !MailAddresses.Same(sender, from))
        {
            yield return new MailReason(MailReasonCode.SenderDiffers, sender);
        }

        if (headers.LostEncryption)
        {
            yield return new MailReason(MailReasonCode.EncryptionRemoved);
        }

        foreach (var field in headers.Fields.Where(field => field.Differs))
        {
            yield return new MailReason(MailReasonCode.HeaderChanged, field.Name);
        }
    }

    // Another address in the name or in a comment, also one written with the at signs that only look like one.
    private static string? Pretended(MimeView message, MailHead head) => Addresses(head.FromName)
        .Concat(message.Header.First("From") is { } field ? Addresses(MailHead.Text(field)) : [])
        .FirstOrDefault(found => !MailAddresses.Same(found, head.From!));

    private static IEnumerable<string> Addresses(string text) => AddressInName().Matches(text.Normalize(NormalizationForm.FormKC)).Select(found => found.Value);

    [GeneratedRegex(@"[^\s<>()\[\]"",;:]+@[^\s<>()\[\]"",;:]+\.[^\s<>()\[\]"",;:]+", RegexOptions.None, matchTimeoutMilliseconds: 200)]
    private static partial Regex AddressInName();
}
