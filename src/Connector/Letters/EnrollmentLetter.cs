using System.Globalization;
using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Mail;

namespace Chancery.Connector.Letters;

/// <summary>The letters that enrol a person's device.</summary>
internal static class EnrollmentLetter
{
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

    // The name comes from the server: it must not be able to write the letter.
    private static string OneLine(string name)
    {
        var line = new string([.. name.Where(letter => !char.IsControl(letter)).Take(64)]);
        return line.Contains("://", StringComparison.Ordinal) ? string.Empty : line;
    }
}
