using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Mail;

namespace Chancery.Connector.Letters;

/// <summary>The letters that enrol a person's device.</summary>
internal static partial class EnrollmentLetter
{
    private const int LongestName = 64;
    private const string ProfileType = "application/x-apple-aspen-config";

    internal static MailDraft WithProfile(ConnectorOptions options, CreateEnrollmentWork work, string address, byte[] profile)
    {
        var texts = LetterTexts.In(work.Language);
        return Write(options, work, address, texts.Subject, texts.Body, [new MailAttachment("chancery.mobileconfig", ProfileType, profile)]);
    }

    internal static MailDraft Notice(ConnectorOptions options, CreateEnrollmentWork work, string address)
    {
        var texts = LetterTexts.In(work.Language);
        return Write(options, work, address, texts.NoticeSubject, texts.NoticeBody, []);
    }

    private static MailDraft Write(
        ConnectorOptions options, CreateEnrollmentWork work, string address, string subject, string body, IReadOnlyList<MailAttachment> attachments)
    {
        var texts = LetterTexts.In(work.Language);
        var culture = CultureInfo.GetCultureInfo(ReferenceEquals(texts, LetterTexts.In("fr")) ? "fr" : "en");
        var now = options.Time.GetUtcNow();
        object[] facts =
        [
            options.Organization,
            OneLine(work.DisplayName),
            work.Platform == Platform.MacOS ? texts.Mac : texts.IPhone,
            (now + options.EnrollmentValidity).ToString(texts.DateFormat, culture),
        ];
        return new MailDraft(options.Mail.From, [address], string.Format(culture, subject, facts), string.Format(culture, body, facts), now, attachments);
    }

    /// <summary>
    /// The name comes from the server: it must not be able to write the letter. One that a mail app would make a link of is left out whole;
    /// of any other, what names are written with is kept.
    /// </summary>
    internal static string OneLine(string name)
    {
        if (LooksLikeLink().IsMatch(name))
        {
            return string.Empty;
        }

        // By runes: half a surrogate pair is no text, and bidirectional marks would turn the letter's own words around.
        var line = new StringBuilder();
        foreach (var rune in name.EnumerateRunes().Where(IsOfNames).Take(LongestName))
        {
            line.Append(rune);
        }

        return line.ToString().Trim();
    }

    private static bool IsOfNames(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '-' or '.' or ',' or '\'' or '’' or '·' or '(' or ')'
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // An address of the web or of mail, or a domain name; the dots of initials are none. IDNA reads two more dots as the ASCII one.
    [GeneratedRegex(@"[/@]|[\p{L}\p{N}][.。．][\p{L}\p{N}-]{2,}")]
    private static partial Regex LooksLikeLink();
}
