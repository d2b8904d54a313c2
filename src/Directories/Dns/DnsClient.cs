using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Chancery.Directories;

/// <summary>Asks one resolver: by UDP, and by TCP where the answer does not fit (RFC 7766 §5).</summary>
internal sealed class DnsClient(IPEndPoint resolver)
{
    private const int Attempts = 3;
    private static readonly TimeSpan AttemptTime = TimeSpan.FromSeconds(2);

    /// <summary>The machine's own first resolver; null where it has none.</summary>
    public static IPEndPoint? OfMachine()
    {
        var address = NetworkInterface.GetAllNetworkInterfaces().SelectMany(network => network.GetIPProperties().DnsAddresses).FirstOrDefault();
        return address is null ? null : new IPEndPoint(address, 53);
    }

    public async Task<DnsReply> AskAsync(string name, ushort type, CancellationToken cancellation)
    {
        var reply = await AskByUdpAsync(name, type, cancellation);
        return reply.IsTruncated ? await AskByTcpAsync(name, type, cancellation) : reply;
    }

    private async Task<DnsReply> AskByUdpAsync(string name, ushort type, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            // A new socket each time: a new source port, which a stranger would have to guess beside the identifier (RFC 5452 §4.5). Connected: the
            // system drops what comes from elsewhere.
            using var socket = new Socket(resolver.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            await socket.ConnectAsync(resolver, cancellation);
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limited.CancelAfter(AttemptTime);
            try
            {
                return await AskByUdpAsync(socket, name, type, limited.Token);
            }
            catch (OperationCanceledException) when (attempt < Attempts && !cancellation.IsCancellationRequested)
            {
                // A datagram was lost: ask again.
            }
        }
    }

    private static async Task<DnsReply> AskByUdpAsync(Socket socket, string name, ushort type, CancellationToken cancellation)
    {
        var id = NewId();
        await socket.SendAsync(DnsMessage.Question(id, name, type), cancellation);
        var buffer = new byte[4096];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, cancellation);
            if (DnsMessage.Reply(buffer.AsSpan(0, length), id, name, type) is { } reply)
            {
                return reply;
            }
        }
    }

    private async Task<DnsReply> AskByTcpAsync(string name, ushort type, CancellationToken cancellation)
    {
        using var socket = new Socket(resolver.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(resolver, cancellation);
        await using var stream = new NetworkStream(socket);
        var id = NewId();
        var question = DnsMessage.Question(id, name, type);
        byte[] framed = [(byte)(question.Length >> 8), (byte)question.Length, .. question];
        await stream.WriteAsync(framed, cancellation);
        // RFC 1035 §4.2.2: two bytes of length, so that 64 KiB is the limit.
        var length = new byte[2];
        await stream.ReadExactlyAsync(length, cancellation);
        var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(message, cancellation);
        var reply = DnsMessage.Reply(message, id, name, type) ?? throw new DnsMalformedException("An answer to another question.");
        return reply.IsTruncated ? throw new DnsMalformedException("Truncated by TCP.") : reply;
    }

    private static ushort NewId() => (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);
}
