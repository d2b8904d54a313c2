using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Chancery.Channels.Apple;
using Chancery.Channels.Apple.CheckIn;
using Chancery.Channels.Apple.Commands;
using Xunit;

namespace Chancery.Server.Tests;

/// <summary>Requests under a valid identity whose bodies are damaged: always an answer below 500, or 503 with its code.</summary>
public sealed class HostileTests
{
    private const int Rounds = 150;

    [Fact]
    public async Task Damaged_bodies_of_administrators_never_end_in_500()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        var (import, _) = server.Import();
        (string Path, string Json)[] good =
        [
            ("/beta/users", """{"userPrincipalName":"bob@example.test","mail":"bob@example.test","displayName":"Bob"}"""),
            ("/beta/groups", """{"displayName":"G","description":"d"}"""),
            (Scenario.Profiles, server.TrustedProfile()),
            (Scenario.Profiles, """{"@odata.type":"#chancery.emailProfile","displayName":"M","accountName":"A","hostName":"mail.example.test"}"""),
            (Scenario.Certificates, import),
            ("/chancery/v1/enrollments", """{"userPrincipalName":"alice@example.test","platform":"iOS"}"""),
        ];
        var random = new Damage(1);
        for (var round = 0; round < Rounds; round++)
        {
            var (path, json) = good[round % good.Length];
            using var content = new ByteArrayContent(random.Of(Encoding.UTF8.GetBytes(json)));
            content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            using var answer = await server.Admin.PostAsync(path, content);
            await AssertBelow500Async(answer);
        }
    }

    [Fact]
    public async Task Damaged_bodies_of_an_enrolled_device_never_end_in_500()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        using var device = await server.EnrolledAsync();
        (string Path, string Type, byte[] Body)[] good =
        [
            ("/apple/checkin", AppleContent.CheckIn, CheckInWriter.Write(new Authenticate { Ids = device.Ids, Topic = "t" })),
            ("/apple/checkin", AppleContent.CheckIn, CheckInWriter.Write(new TokenUpdate { Ids = device.Ids, Topic = "t", PushMagic = "m", Token = [1] })),
            ("/apple/mdm", AppleContent.Connect, ReportWriter.Write(new ConnectReport { Ids = device.Ids, Status = ReportStatus.Idle })),
            ("/apple/mdm", AppleContent.Connect, ReportWriter.Write(new ConnectReport
            {
                Ids = device.Ids, Status = ReportStatus.Error, CommandUuid = new Guid(1, 2, 3, new byte[8]), ErrorChain = [new ReportedError("MCMDMErrorDomain", 12021, "no")],
            })),
        ];
        var random = new Damage(2);
        for (var round = 0; round < Rounds; round++)
        {
            var (path, type, body) = good[round % good.Length];

            // Signed after the damage: the identity is valid, and the body reaches the parser.
            using var answer = await device.SendAsync(path, random.Of(body), type);
            await AssertBelow500Async(answer);
        }

        await Http.RefusedAsync(device.SendAsync("/apple/mdm", new byte[3 * 1024 * 1024], AppleContent.Connect), HttpStatusCode.RequestEntityTooLarge, "bodyTooLarge");
        await Http.RefusedAsync(device.SendAsync("/apple/checkin", new byte[300 * 1024], AppleContent.CheckIn), HttpStatusCode.RequestEntityTooLarge, "bodyTooLarge");
    }

    [Fact]
    public async Task Body_that_never_comes_is_given_up()
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, server.Server.Url.Port);
        await using var tls = new SslStream(socket.GetStream(), false, (_, shown, _, _) => shown is not null && shown.Subject == "CN=Chancery");
        await tls.AuthenticateAsClientAsync("localhost");
        await tls.WriteAsync("PUT /apple/mdm HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\nContent-Type: text/xml\r\n\r\n<"u8.ToArray());
        using var reader = new StreamReader(tls);
        var answer = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("requestTimeout", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_line_longer_than_any_client_sends_is_refused()
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        using var anybody = server.Client();
        using var longer = await anybody.GetAsync("/apple/scep?operation=PKIOperation&message=" + new string('A', 20 * 1024));
        Assert.Equal(HttpStatusCode.RequestUriTooLong, longer.StatusCode);
        await Http.RefusedAsync(
            anybody.GetAsync("/apple/scep?operation=PKIOperation&message=" + new string('A', 8 * 1024)), HttpStatusCode.BadRequest, "scepMalformed");
    }

    private static async Task AssertBelow500Async(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(
            (int)answer.StatusCode < 500 || (answer.StatusCode == HttpStatusCode.ServiceUnavailable && text.Contains("connectorUnavailable", StringComparison.Ordinal)),
            $"{(int)answer.StatusCode}: {text}");
    }

    /// <summary>Damage by seed: a byte changed, a piece cut out, doubled or cut off.</summary>
    private sealed class Damage(int seed)
    {
        private uint _state = (uint)seed * 2654435761u;

        public byte[] Of(byte[] body)
        {
            var (at, length) = (Next(body.Length), 1 + Next(16));
            var end = Math.Min(body.Length, at + length);
            return Next(4) switch
            {
                0 => [.. body[..at], (byte)Next(256), .. body[Math.Min(body.Length, at + 1)..]],
                1 => [.. body[..at], .. body[end..]],
                2 => [.. body[..end], .. body[at..]],
                _ => body[..at],
            };
        }

        private int Next(int below)
        {
            _state = (_state * 1664525u) + 1013904223u;
            return (int)((_state >> 8) % (uint)below);
        }
    }
}
