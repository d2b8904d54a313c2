namespace Chancery.Mail;

/// <summary>A way for mail to leave.</summary>
public interface IMailTransport
{
    /// <summary>Hands a mail over. When the task ends without an exception the mail is the transport's to deliver: a spooled file is on disk,
    /// an SMTP server has answered 250.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="cancellationToken">Gives up; the mail may then have left or not.</param>
    /// <exception cref="IOException">The mail could not be handed over; the message says why and holds no secret.</exception>
    Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken);
}

/// <summary>A mail and its envelope.</summary>
/// <param name="From">The sender's bare address (SMTP MAIL FROM).</param>
/// <param name="To">The recipients' bare addresses (SMTP RCPT TO).</param>
/// <param name="Bytes">The mail as <see cref="SecureMail"/> wrote it.</param>
public sealed record OutgoingMail(string From, IReadOnlyList<string> To, byte[] Bytes);
