using System.Net;
using System.Net.Sockets;
using System.Text;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace Chancery.Interop.Tests;

/// <summary>From SMTP to IMAP through real servers: what is sent to a box comes out of it as those servers left it.</summary>
public sealed class MailRoad : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] Boxes =
    [
        "clear-rsa", "opaque-rsa", "clear-curve", "encrypted-cbc", "encrypted-gcm", "signed-encrypted-rsa", "signed-encrypted-curve",
        "existing-detached", "existing-opaque", "own-transport", "judged", "rough",
    ];

    private readonly TempFolder _folder = new();
    private PostfixServer? _postfix;
    private DovecotServer? _dovecot;

    public int SmtpPort => _postfix!.Port;

    public async ValueTask InitializeAsync()
    {
        // Even a test run that is aborted leaves no server behind.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
        _postfix = new(_folder, Boxes);
        _dovecot = new(_folder);
        await _postfix.ReadyAsync();
        await _dovecot.ReadyAsync();
    }

    public ValueTask DisposeAsync()
    {
        Stop();
        return ValueTask.CompletedTask;
    }

    /// <summary>Hands the very bytes to the SMTP server (RFC 5321 §4.5.2: dots are doubled), as a program does that leaves them alone.</summary>
    public async Task SendAsync(string box, byte[] message)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, SmtpPort);
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        await Expect(null, "220");
        await Expect("EHLO client.example.test", "250");
        await Expect("MAIL FROM:<alice@example.test> BODY=8BITMIME", "250");
        await Expect($"RCPT TO:<{box}@example.test>", "250");
        await Expect("DATA", "354");
        await stream.WriteAsync(Stuffed(message));
        await Expect(".", "250");
        await Expect("QUIT", "221");

        async Task Expect(string? command, string code)
        {
            if (command is not null)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
            }

            string? line;
            do
            {
                line = await reader.ReadLineAsync();
            }
            while (line is { Length: > 3 } && line[3] == '-');
            Assert.StartsWith(code, line, StringComparison.Ordinal);
        }
    }

    /// <summary>Fetches the one message of a box.</summary>
    public async Task<byte[]> FetchAsync(string box)
    {
        using var client = new ImapClient();
        await client.ConnectAsync("127.0.0.1", _dovecot!.Port, SecureSocketOptions.None);
        await client.AuthenticateAsync(box, DovecotServer.Password);
        for (var deadline = DateTimeOffset.UtcNow + Patience; ;)
        {
            await client.Inbox!.OpenAsync(FolderAccess.ReadOnly);
            if (client.Inbox.Count == 1)
            {
                using var message = new MemoryStream();
                using var body = await client.Inbox.GetStreamAsync(0, string.Empty);
                await body.CopyToAsync(message);
                await client.DisconnectAsync(quit: true);
                return message.ToArray();
            }

            Assert.True(DateTimeOffset.UtcNow < deadline, $"Nothing arrived in {box}:\n{_postfix!.Log()}");
            await client.Inbox.CloseAsync();
            await Task.Delay(100);
        }
    }

    private void Stop()
    {
        if (Directory.Exists(_folder.Root))
        {
            _dovecot?.Dispose();
            _postfix?.Dispose();
            _folder.Dispose();
        }
    }

    private static byte[] Stuffed(byte[] message)
    {
        var lines = Encoding.Latin1.GetString(message).Split("\r\n");
        return Encoding.Latin1.GetBytes(string.Join("\r\n", lines.Select(line => line.StartsWith('.') ? "." + line : line)));
    }
}
