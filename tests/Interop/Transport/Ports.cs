using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Chancery.Interop.Tests;

/// <summary>Ports of this machine alone.</summary>
internal static class Ports
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits for a server's greeting.</summary>
    public static async Task WaitAsync(int port, string greeting, Func<string> log)
    {
        for (var deadline = DateTimeOffset.UtcNow + Patience; ;)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                var line = await new StreamReader(client.GetStream(), Encoding.ASCII).ReadLineAsync();
                Assert.StartsWith(greeting, line, StringComparison.Ordinal);
                return;
            }
            catch (SocketException) when (DateTimeOffset.UtcNow < deadline)
            {
                await Task.Delay(50);
            }
            catch (SocketException e)
            {
                throw new InvalidOperationException($"Nobody listens on port {port}:\n{log()}", e);
            }
        }
    }
}
