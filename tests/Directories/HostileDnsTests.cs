using System.Net;
using System.Net.Sockets;
using Chancery.Pki;
using CsCheck;

namespace Chancery.Directories.Tests;

/// <summary>Resolvers that mean harm, and the AD bit.</summary>
public sealed class HostileDnsTests
{
    private const string Address = "alice@example.org";
    private static readonly string Name = SmimeaDirectory.OwnerName("alice", "example.org");
    private static readonly byte[] Rdata = [3, 0, 0, .. TestPerson.Certificate(Address).RawData];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Honest_answer_passes_so_that_these_tests_can_fail() =>
        Assert.True((await AskAsync(question => [Answer(question, Rdata)])).Best.IsOk);

    [Fact]
    public async Task Answers_to_other_questions_are_passed_over()
    {
        byte[] forged = [3, 0, 0, .. TestPerson.Certificate(Address, TestPerson.Now.AddDays(-1)).RawData];
        var answer = await AskAsync(question =>
        {
            var (id, name, request) = (Answer(question, forged), Answer(question, forged), Answer(question, forged));
            id[1] ^= 1;
            name[13] ^= 1;
            request[2] &= 0x7f;
            return [[], [1, 2, 3], id, name, request, Answer(question, Rdata)];
        });
        Assert.Equal(Rdata[3..], answer.Best.Value.Certificate.RawData);
    }

    [Fact]
    public async Task Answer_without_AD_is_refused() =>
        Assert.Equal(PkiErrorCode.DirectoryNotAuthenticated, (await AskAsync(question => [Answer(question, Rdata, flags: 0x8180)])).Best.Error!.Code);

    [Fact]
    public void Bit_of_a_resolver_elsewhere_counts_only_where_that_resolver_is_trusted()
    {
        var elsewhere = new IPEndPoint(IPAddress.Parse("192.0.2.53"), 53);
        var reply = new DnsReply(0, false, IsAuthentic: true, [new DnsRecord(Name, DnsMessage.Smimea, Rdata)]);
        Assert.Equal(PkiErrorCode.DirectoryNotAuthenticated, new SmimeaDirectory().Read(reply, elsewhere).Error!.Code);
        Assert.True(new SmimeaDirectory(new SmimeaOptions { ResolverIsTrusted = true }).Read(reply, elsewhere).IsOk);
        Assert.True(new SmimeaDirectory().Read(reply, new IPEndPoint(IPAddress.IPv6Loopback, 53)).IsOk);
        Assert.False(new SmimeaDirectory(new SmimeaOptions { ResolverIsTrusted = true }).Read(reply with { IsAuthentic = false }, elsewhere).IsOk);
    }

    [Theory]
    // A record that reaches beyond the message; a name that points at itself, forwards, in a circle; a label of 64 and more; a record cut short.
    [InlineData("C00C 0035 0001 00000000 FFFF 030000")]
    [InlineData("C08B 0035 0001 00000000 0000")]
    [InlineData("C0FF 0035 0001 00000000 0000")]
    [InlineData("01 61 C08B 0035 0001 00000000 0000")]
    [InlineData("80 0035 0001 00000000 0000")]
    [InlineData("C00C 0035 00")]
    [InlineData("")]
    // alice's name is an alias of itself.
    [InlineData("C00C 0005 0001 00000000 0002 C00C")]
    public async Task Malformed_answer_is_a_failure(string record)
    {
        var bytes = Convert.FromHexString(record.Replace(" ", ""));
        var answer = await AskAsync(question => [[.. Header(question, 0x81a0, answers: 1), .. bytes]]);
        Assert.Equal(PkiErrorCode.DirectoryAnswerMalformed, answer.Best.Error!.Code);
    }

    [Fact]
    public async Task Unknown_and_empty_records_are_no_answer()
    {
        byte[][] useless = [[], [3], [3, 0, 0], [4, 0, 0, 1], [3, 2, 0, 1], [3, 0, 3, 1]];
        Assert.All(await Task.WhenAll(useless.Select(rdata => AskAsync(question => [Answer(question, rdata)]))), answer =>
        {
            Assert.Equal(PkiErrorCode.RecipientNotFound, answer.Best.Error!.Code);
            Assert.Empty(answer.Associations);
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Failure_of_the_resolver_is_told(int code) =>
        Assert.Equal(PkiErrorCode.DirectoryRefused, (await AskAsync(question => [Header(question, (ushort)(0x8180 | code), 0)])).Best.Error!.Code);

    [Fact]
    public async Task Long_answer_comes_by_TCP_and_a_truncated_one_there_is_malformed()
    {
        byte[][] Truncated(byte[] question) => [Header(question, 0x83a0, 0)];
        Assert.True((await AskAsync(Truncated, question => Framed(Answer(question, Rdata)))).Best.IsOk);
        Assert.Equal(PkiErrorCode.DirectoryAnswerMalformed, (await AskAsync(Truncated, question => Framed(Header(question, 0x83a0, 0)))).Best.Error!.Code);
        Assert.Equal(PkiErrorCode.DirectoryUnreachable, (await AskAsync(Truncated, question => [0xff, 0xff, .. Answer(question, Rdata)])).Best.Error!.Code);
        Assert.Equal(PkiErrorCode.DirectoryAnswerMalformed, (await AskAsync(Truncated, _ => [0, 2, 1, 2])).Best.Error!.Code);
    }

    [Fact]
    public async Task Silence_ends_at_the_time_limit()
    {
        var answer = await AskAsync(_ => [], timeout: TimeSpan.FromMilliseconds(300));
        Assert.Equal(PkiErrorCode.DirectoryUnreachable, answer.Best.Error!.Code);
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_in_the_declared_way()
    {
        var question = DnsMessage.Question(7, Name, DnsMessage.Smimea);
        var honest = Answer(question, [3, 0, 0, 1, 2, 3]);
        Gen.Select(Gen.Int[2, honest.Length - 1].Array[0, 4], Gen.Byte, Gen.Int[0, honest.Length]).Sample((at, value, length) =>
        {
            var bytes = (byte[])honest.Clone();
            Array.ForEach(at, index => bytes[index] = value);
            try
            {
                _ = DnsMessage.Reply(bytes.AsSpan(0, length), 7, Name, DnsMessage.Smimea);
            }
            catch (DnsMalformedException)
            {
            }
        }, iter: 20_000);
    }

    // The question of a message: all of it without the OPT record, 11 bytes, that ours end with.
    private static byte[] Header(byte[] question, ushort flags, byte answers) =>
        [question[0], question[1], (byte)(flags >> 8), (byte)flags, 0, 1, 0, answers, 0, 0, 0, 0, .. question[12..^11]];

    private static byte[] Answer(byte[] question, byte[] rdata, ushort flags = 0x81a0) =>
        [.. Header(question, flags, 1), 0xc0, 0x0c, 0, 53, 0, 1, 0, 0, 0, 60, (byte)(rdata.Length >> 8), (byte)rdata.Length, .. rdata];

    private static byte[] Framed(byte[] message) => [(byte)(message.Length >> 8), (byte)message.Length, .. message];

    private static async Task<RecipientAnswer> AskAsync(
        Func<byte[], byte[][]> datagrams, Func<byte[], byte[]>? stream = null, TimeSpan? timeout = null)
    {
        using var tcp = new TcpListener(IPAddress.Loopback, 0);
        tcp.Start();
        var resolver = (IPEndPoint)tcp.LocalEndpoint;
        using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        udp.Bind(resolver);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var serving = Task.WhenAll(ServeAsync(udp, datagrams, over.Token), ServeAsync(tcp, stream, over.Token));
        var directory = new SmimeaDirectory(new SmimeaOptions { Resolver = resolver, Timeout = timeout ?? TimeSpan.FromSeconds(5) }, TestPerson.Rules);
        var answer = await directory.FindAsync(Address, Cancellation);
        await over.CancelAsync();
        await serving;
        return answer;
    }

    private static async Task ServeAsync(Socket udp, Func<byte[], byte[][]> datagrams, CancellationToken over)
    {
        var buffer = new byte[1500];
        try
        {
            while (true)
            {
                var received = await udp.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), over);
                foreach (var datagram in datagrams(buffer[..received.ReceivedBytes]))
                {
                    await udp.SendToAsync(datagram, received.RemoteEndPoint, over);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static async Task ServeAsync(TcpListener tcp, Func<byte[], byte[]>? reply, CancellationToken over)
    {
        try
        {
            using var client = await tcp.AcceptTcpClientAsync(over);
            var question = new byte[1500];
            var length = await client.GetStream().ReadAtLeastAsync(question, 3, cancellationToken: over);
            await client.GetStream().WriteAsync(reply!(question[2..length]), over);
        }
        catch (OperationCanceledException)
        {
        }
    }
}
