using System.Net;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;
using Microsoft.AspNetCore.Http;

namespace Chancery.Directories.Tests;

/// <summary>HTTP certificate stores (RFC 4387), honest and not.</summary>
public sealed class HttpTests
{
    private const string Address = "alice@example.org";

    private static readonly X509Certificate2 Server = Slapd.MakeServer("localhost");
    private static readonly X509Certificate2 Alice = TestPerson.Certificate(Address);
    private static readonly X509Certificate2 AliceBefore = TestPerson.Certificate(Address, TestPerson.Now.AddMonths(-8));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_certificate_is_read_from_the_well_known_place()
    {
        await using var server = await WebServer.StartAsync(Reply("application/pkix-cert", Alice.RawData), Server);
        var answer = await AskAsync(server.Url);
        Assert.Equal(Alice.Thumbprint, answer.Best.Value.Certificate.Thumbprint);
        Assert.Equal(["/certificates/search.cgi?email=alice%40example.org"], server.Asked);
    }

    [Fact]
    public async Task Several_come_in_parts_or_in_a_PKCS7_and_a_query_of_the_URL_is_kept()
    {
        byte[] parts = [.. "--b1\r\nContent-Type: application/pkix-cert\r\n\r\n"u8, .. AliceBefore.RawData, .. "\r\n--b1\r\ncontent-type: application/pkix-cert\r\n\r\n"u8,
            .. Alice.RawData, .. "\r\n--b1--\r\n"u8];
        await using var multipart = await WebServer.StartAsync(Reply("multipart/mixed; boundary=\"b1\"", parts), Server);
        await using var pkcs7 = await WebServer.StartAsync(Reply("application/pkcs7-mime; smime-type=certs-only", SignedData.CertificatesOnly([AliceBefore, Alice])), Server);
        foreach (var server in new[] { multipart, pkcs7 })
        {
            var answer = await AskAsync(new Uri(server.Url, "/find?store=1"));
            Assert.Equal([Alice.Thumbprint, AliceBefore.Thumbprint], answer.Usable.Select(found => found.Certificate.Thumbprint));
            Assert.Equal(["/find?store=1&email=alice%40example.org"], server.Asked);
        }
    }

    [Fact]
    public async Task Store_that_knows_only_uri_is_asked_so()
    {
        await using var server = await WebServer.StartAsync(
            context => context.Request.Query.ContainsKey("uri") ? Reply("application/pkix-cert", Alice.RawData)(context) : Status(400)(context), Server);
        Assert.True((await AskAsync(server.Url)).Best.IsOk);
    }

    [Theory]
    [InlineData(404, PkiErrorCode.RecipientNotFound)]
    [InlineData(204, PkiErrorCode.RecipientNotFound)]
    [InlineData(403, PkiErrorCode.DirectoryRefused)]
    [InlineData(500, PkiErrorCode.DirectoryRefused)]
    public async Task Status_is_told_apart(int status, PkiErrorCode code)
    {
        await using var server = await WebServer.StartAsync(Status(status), Server);
        Assert.Equal(code, (await AskAsync(server.Url)).Best.Error!.Code);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("multipart/mixed")]
    [InlineData("multipart/mixed; boundary=x")]
    [InlineData("multipart/mixed; boundary=b")]
    public async Task Answer_of_another_kind_is_malformed(string type)
    {
        await using var server = await WebServer.StartAsync(Reply(type, "--b\r\nContent-Type: text/html\r\n\r\n<html>\r\n--b--"u8.ToArray()), Server);
        Assert.Equal(PkiErrorCode.DirectoryAnswerMalformed, (await AskAsync(server.Url)).Best.Error!.Code);
    }

    [Fact]
    public async Task Answer_that_is_too_large_is_cut_off()
    {
        await using var server = await WebServer.StartAsync(
            async context =>
            {
                context.Response.ContentType = "application/pkix-cert";
                var zeros = new byte[64 * 1024];
                for (var sent = 0; sent < 1000; sent++)
                {
                    await context.Response.Body.WriteAsync(zeros, context.RequestAborted);
                }
            },
            Server);
        Assert.Equal(PkiErrorCode.DirectoryAnswerTooLarge, (await AskAsync(server.Url)).Best.Error!.Code);
    }

    [Fact]
    public async Task Compressed_answer_is_refused()
    {
        await using var server = await WebServer.StartAsync(
            context =>
            {
                context.Response.Headers.ContentEncoding = "gzip";
                return Reply("application/pkix-cert", [1, 2, 3])(context);
            },
            Server);
        Assert.Equal(PkiErrorCode.DirectoryAnswerMalformed, (await AskAsync(server.Url)).Best.Error!.Code);
    }

    [Fact]
    public async Task Redirections_are_followed_a_few_times_and_only_to_where_they_may_lead()
    {
        await using var elsewhere = await WebServer.StartAsync(Reply("application/pkix-cert", Alice.RawData), Server);
        await using var server = await WebServer.StartAsync(
            context => context.Request.Path.Value switch
            {
                "/once" => Redirect("/here?" + context.Request.QueryString.Value![1..])(context),
                "/here" => Reply("application/pkix-cert", Alice.RawData)(context),
                "/loop" => Redirect("/loop")(context),
                "/nowhere" => Status(302)(context),
                "/inside" => Redirect(elsewhere.Url.ToString())(context),
                "/plain" => Redirect("http://example.org/")(context),
                "/file" => Redirect("file:///etc/passwd")(context),
                "/user" => Redirect($"https://user:word@localhost:{context.Request.Host.Port}/here")(context),
                "/metadata" => Redirect("https://169.254.169.254/")(context),
                _ => Status(500)(context),
            },
            Server);
        Assert.True((await AskAsync(new Uri(server.Url, "/once"))).Best.IsOk);
        Assert.Equal(PkiErrorCode.DirectoryAnswerMalformed, await CodeAsync("/loop"));
        Assert.Equal(PkiErrorCode.DirectoryAnswerMalformed, await CodeAsync("/nowhere"));
        foreach (var path in new[] { "/inside", "/plain", "/file", "/user", "/metadata" })
        {
            Assert.Equal((path, PkiErrorCode.FetchForbidden), (path, await CodeAsync(path)));
        }

        Assert.Empty(elsewhere.Asked);

        async Task<PkiErrorCode> CodeAsync(string path) => (await AskAsync(new Uri(server.Url, path))).Best.Error!.Code;
    }

    [Fact]
    public async Task Server_that_is_not_vouched_for_or_not_there_or_silent_is_a_failure()
    {
        await using var silent = await WebServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted), Server);
        using var stranger = new HttpDirectory(new HttpDirectoryOptions { Url = silent.Url }, TestPerson.Rules);
        Assert.Equal(PkiErrorCode.DirectoryUnreachable, (await stranger.FindAsync(Address, Cancellation)).Best.Error!.Code);
        Assert.Equal(PkiErrorCode.DirectoryUnreachable, (await AskAsync(new Uri($"https://localhost:{Peer.FreePort()}/"))).Best.Error!.Code);
        Assert.Equal(PkiErrorCode.DirectoryUnreachable, (await AskAsync(silent.Url, FetchRules.Default with { Timeout = TimeSpan.FromMilliseconds(300) })).Best.Error!.Code);
    }

    [Fact]
    public async Task Plain_http_is_asked_only_where_that_is_allowed()
    {
        await using var server = await WebServer.StartAsync(Reply("application/pkix-cert", Alice.RawData));
        Assert.Equal(PkiErrorCode.FetchForbidden, (await AskAsync(server.Url)).Best.Error!.Code);
        using var plain = new HttpDirectory(new HttpDirectoryOptions { Url = server.Url, AllowPlainHttp = true }, TestPerson.Rules);
        Assert.True((await plain.FindAsync(Address, Cancellation)).Best.IsOk);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("193.0.6.139", true)]
    [InlineData("2a00:1450:4001::5e", true)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.1.2", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:0:4136:e378::", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    public void Address_is_of_the_Internet_or_not(string address, bool isPublic) => Assert.Equal(isPublic, AddressGuard.IsPublic(IPAddress.Parse(address)));

    // The name says an address of the Internet the first time, and this machine the second: there is no second time.
    [Fact]
    public async Task Name_is_resolved_once_and_what_was_checked_is_dialled()
    {
        await using var server = await WebServer.StartAsync(Reply("application/pkix-cert", Alice.RawData));
        var asked = 0;
        using var client = new WebClient(FetchRules.Default with { Ports = [], Timeout = TimeSpan.FromMilliseconds(500) })
        {
            Resolve = (_, _) => Task.FromResult<IPAddress[]>(asked++ == 0 ? [IPAddress.Parse("192.0.2.1"), IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback]),
        };
        var reply = await client.AskAsync(new WebQuestion(new Uri($"http://rebinding.example:{server.Url.Port}/"), 1000), Cancellation);
        Assert.Equal(PkiErrorCode.FetchForbidden, reply.Error!.Code);
        Assert.Equal(1, asked);
        Assert.Empty(server.Asked);
    }

    private static RequestDelegate Reply(string type, byte[] body) => async context =>
    {
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    };

    private static RequestDelegate Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    private static RequestDelegate Redirect(string location) => context =>
    {
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    };

    private static async Task<RecipientAnswer> AskAsync(Uri url, FetchRules? fetching = null)
    {
        using var directory = new HttpDirectory(
            new HttpDirectoryOptions { Url = url, Authorities = [Server], Fetching = fetching ?? FetchRules.Default }, TestPerson.Rules);
        return await directory.FindAsync(Address, Cancellation);
    }
}
