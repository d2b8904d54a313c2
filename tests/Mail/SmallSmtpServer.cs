using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Chancery.Mail.Tests;

/// <summary>Takes one mail as RFC 5321 has it, and shows what it got.</summary>
internal sealed class SmallSmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SmallSmtpServer()
    {
        _listener.Start();
        Received = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Task<(string From, string To, byte[] Bytes)> Received { get; }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<(string From, string To, byte[] Bytes)> ServeAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 ready");
        var (from, to, data) = ("", "", new StringBuilder());
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("MAIL FROM:<", StringComparison.Ordinal))
            {
                from = line.Split('<', '>')[1];
            }
            else if (line.StartsWith("RCPT TO:<", StringComparison.Ordinal))
            {
                to = line.Split('<', '>')[1];
            }
            else if (line == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                while (await reader.ReadLineAsync() is { } text && text != ".")
                {
                    data.Append(text.StartsWith('.') ? text[1..] : text).Append("\r\n");
                }
            }
            else if (line == "QUIT")
            {
                await writer.WriteLineAsync("221 bye");
                break;
            }

            await writer.WriteLineAsync("250 ok");
        }

        return (from, to, Encoding.Latin1.GetBytes(data.ToString()));
    }
}
