using System.Collections.Concurrent;
using System.Text;
using Chancery.Mail;

namespace Chancery.Connector.Tests;

/// <summary>Everybody's mailbox: what each address was sent.</summary>
internal sealed class MailBox : IMailTransport
{
    private readonly ConcurrentQueue<OutgoingMail> _mails = new();

    internal bool Broken { get; set; }

    internal IReadOnlyCollection<OutgoingMail> All => _mails;

    public Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        if (Broken)
        {
            throw new IOException("The relay is away.");
        }

        _mails.Enqueue(mail);
        return Task.CompletedTask;
    }

    internal OpenedMail Last(string address)
    {
        var mail = _mails.Last(mail => mail.To.Contains(address));
        return SecureMail.Open(mail.Bytes, []).Value;
    }

    /// <summary>The enrolment profile in the last letter to an address, as attached.</summary>
    internal byte[] Profile(string address)
    {
        var attachment = Assert.Single(Last(address).Attachments);
        Assert.Equal("application/x-apple-aspen-config", attachment.MediaType);
        return attachment.Content;
    }

    internal string Text() => string.Join('\n', _mails.Select(mail => Encoding.UTF8.GetString(mail.Bytes)));
}
