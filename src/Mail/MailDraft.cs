namespace Chancery.Mail;

/// <summary>A mail as its author means it, before it is written as MIME (RFC 5322).</summary>
/// <param name="From">The author's address, with or without a display name: <c>Alice &lt;alice@example.test&gt;</c>.</param>
/// <param name="To">The recipients' addresses, likewise; at least one.</param>
/// <param name="Subject">The subject; in encrypted mail it is hidden, unless <see cref="HeaderProtection.None"/> is asked for.</param>
/// <param name="Text">The text, Unicode.</param>
/// <param name="Date">When it was written.</param>
/// <param name="Attachments">Files that go with it; they are signed and encrypted with the text.</param>
public sealed record MailDraft(
    string From, IReadOnlyList<string> To, string Subject, string Text, DateTimeOffset Date, IReadOnlyList<MailAttachment> Attachments)
{
    /// <summary>The addresses in Cc. Those in Bcc stand in no message: <see cref="ProtectionSettings.BlindRecipients"/>.</summary>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>A mail without attachments.</summary>
    /// <param name="from">The author's address.</param>
    /// <param name="to">The recipients' addresses.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="text">The text.</param>
    /// <param name="date">When it was written.</param>
    public MailDraft(string from, IReadOnlyList<string> to, string subject, string text, DateTimeOffset date)
        : this(from, to, subject, text, date, [])
    {
    }
}

/// <summary>A file in a mail.</summary>
/// <param name="FileName">Its name, without a path.</param>
/// <param name="MediaType">Its media type, e.g. <c>application/x-apple-aspen-config</c>.</param>
/// <param name="Content">Its bytes.</param>
public sealed record MailAttachment(string FileName, string MediaType, byte[] Content);
