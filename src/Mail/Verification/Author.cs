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
    // Fields that readers show in place of a From that is missing.
    private static readonly string[] Stands = ["Sender", "Reply-To", "Return-Path", "Resent-From", "Resent-Sender"];

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
            var stands = message.Header.Fields.Any(field => Stands.Contains(field.Name, StringComparer.OrdinalIgnoreCase));
            return new Author(stands, null, head.Sender, headers.Fields, stands ? [new MailReason(MailReasonCode.FromMissing)] : []);
        }

        return new Author(true, head.From, head.Sender, headers.Fields, [.. WrongWith(head, headers)]);
    }

    private static IEnumerable<MailReason> WrongWith(MailHead head, ProtectedHeaders headers)
    {
        if (head.From is null)
        {
            yield return new MailReason(head.FromFields == 0 ? MailReasonCode.FromMissing : MailReasonCode.FromAmbiguous);
        }
        else if (Pretended(head.FromName) is { } pretended && !MailAddresses.Same(pretended, head.From))
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

    // An address in a name, also one written with the at signs that only look like one.
    private static string? Pretended(string name) => AddressInName().Match(name.Normalize(NormalizationForm.FormKC)) is { Success: true } found ? found.Value : null;

    [GeneratedRegex(@"[^\s<>()\[\]"",;:]+@[^\s<>()\[\]"",;:]+\.[^\s<>()\[\]"",;:]+", RegexOptions.None, matchTimeoutMilliseconds: 200)]
    private static partial Regex AddressInName();
}
