using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Chancery.Pki;
using CsCheck;

namespace Chancery.Directories.Tests;

/// <summary>Web servers that mean harm, byte by byte.</summary>
public sealed class HostileHttpTests
{
    private const string Address = "alice@example.org";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("garbage\r\n\r\n")]
    [InlineData("HTTP/1.1 2x0 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/pkix-cert\r\nContent-Length: -5\r\n\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/pkix-cert\r\nContent-Length: 99999999999999999999\r\n\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/pkix-cert\r\nContent-Length: 100\r\n\r\nshort")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/pkix-cert\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/pkix-cert\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF1\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: //;;=\r\nContent-Length: 3\r\n\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: \u0001\u0002\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")]
    public async Task Answer_that_is_none_is_refused(string reply)
    {
        var code = (await AskAsync(Encoding.Latin1.GetBytes(reply))).Best.Error!.Code;

        // A length that is none is passed over by the runtime, as if it were absent: then it is the certificate that is malformed.
        Assert.True(code is PkiErrorCode.DirectoryAnswerMalformed or PkiErrorCode.DirectoryRefused or PkiErrorCode.CertificateMalformed, code.ToString());
    }

    [Fact]
    public async Task Headers_without_end_are_refused()
    {
        var headers = "HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Range(0, 20_000).Select(number => $"X-{number}: {number}\r\n"));
        Assert.Equal(PkiErrorCode.DirectoryAnswerMalformed, (await AskAsync(Encoding.ASCII.GetBytes(headers))).Best.Error!.Code);
    }

    [Fact]
    public async Task Bytes_that_are_no_certificate_are_refused_with_their_reason() =>
        Assert.Equal(
            PkiErrorCode.CertificateMalformed,
            (await AskAsync("HTTP/1.1 200 OK\r\nContent-Type: application/pkix-cert\r\nContent-Length: 3\r\n\r\nabc"u8.ToArray())).Best.Error!.Code);

    [Fact]
    public void Any_parts_are_read_or_refused()
    {
        var type = MediaTypeHeaderValue.Parse("multipart/mixed; boundary=b");
        var honest = "--b\r\nContent-Type: a/b\r\n\r\nx\r\n--b\r\n\r\n\r\ny\r\n--b--\r\n"u8.ToArray();
        Assert.Equal(2, MultipartMixed.Read(honest, type)!.Count);
        Gen.Select(Gen.Int[0, honest.Length - 1].Array[0, 4], Gen.Int[0, 4].Select(index => "\r\n-b\0"u8[index]), Gen.Int[0, honest.Length]).Sample((at, value, length) =>
        {
            var bytes = (byte[])honest.Clone();
            Array.ForEach(at, index => bytes[index] = value);
            _ = MultipartMixed.Read(bytes[..length], type);
        }, iter: 20_000);
    }

    private static async Task<RecipientAnswer> AskAsync(byte[] reply)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var serving = ServeAsync(listener, reply, over.Token);
        using var directory = new HttpDirectory(
            new HttpDirectoryOptions
            {
                Url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"),
                AllowPlainHttp = true,
                Fetching = FetchRules.Default with { Timeout = TimeSpan.FromSeconds(20) },
            },
            TestPerson.Rules);
        var answer = await directory.FindAsync(Address, Cancellation);
        await over.CancelAsync();
        await serving;
        return answer;
    }

    private static async Task ServeAsync(TcpListener listener, byte[] reply, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(over);
                var stream = client.GetStream();
                await stream.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, over);
                await stream.WriteAsync(reply, over);
                client.Client.Shutdown(SocketShutdown.Send);
                await stream.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, over);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException)
            {
                // The client had enough, or the test is over.
            }
        }
    }
}
