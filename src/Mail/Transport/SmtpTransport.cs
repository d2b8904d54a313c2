using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Chancery.Mail;

/// <summary>How the connection to an SMTP server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>STARTTLS, required: no mail leaves in clear.</summary>
    StartTls,

    /// <summary>TLS from the first byte (port 465).</summary>
    Tls,

    /// <summary>In clear: a relay on this machine or a network of trust.</summary>
    None,
}

/// <summary>An SMTP relay.</summary>
/// <param name="Host">Its host.</param>
/// <param name="Port">Its port, e.g. 587.</param>
/// <param name="Security">How the connection is protected.</param>
/// <param name="UserName">The name to log in with; null: no login.</param>
/// <param name="Password">The password for it; read from a file by the caller, never from a flag.</param>
public sealed record SmtpSettings(string Host, int Port, SmtpSecurity Security, string? UserName = null, string? Password = null)
{
    /// <summary>The relay without its password, so that logging it does no harm.</summary>
    public override string ToString() => $"smtp://{Host}:{Port} ({Security})";
}

/// <summary>Delivers to an SMTP relay (RFC 5321), one connection for each mail.</summary>
/// <param name="settings">The relay.</param>
public sealed class SmtpTransport(SmtpSettings settings) : IMailTransport
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = new MemoryStream(mail.Bytes, writable: false);
            using var message = await MimeMessage.LoadAsync(stream, cancellationToken);
            using var client = new SmtpClient { Timeout = (int)Timeout.TotalMilliseconds };
            await client.ConnectAsync(settings.Host, settings.Port, Option(settings.Security), cancellationToken);
            if (settings.UserName is { } name)
            {
                await client.AuthenticateAsync(name, settings.Password ?? "", cancellationToken);
            }

            // The bytes are already canonical; re-encoding them would break a signature.
            var sender = MailboxAddress.Parse(mail.From);
            await client.SendAsync(FormatOptions.Default, message, sender, mail.To.Select(MailboxAddress.Parse), cancellationToken);
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception e) when (e is CommandException or ProtocolException or AuthenticationException or SslHandshakeException
            or System.Net.Sockets.SocketException or ParseException or FormatException or TimeoutException)
        {
            throw new IOException($"The SMTP relay {settings} did not take the mail: {e.GetType().Name}.", e);
        }
    }

    private static SecureSocketOptions Option(SmtpSecurity security) => security switch
    {
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };
}
