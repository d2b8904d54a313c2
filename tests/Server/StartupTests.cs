using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Chancery.Server.Tests;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class StartupTests
{
    [Fact]
    public async Task First_start_makes_its_secrets_for_its_owner_alone_and_says_where()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("chancery-start-").FullName, "data");
        try
        {
            var said = new StringWriter();
            var options = new ServerOptions { DataFolder = folder, Url = new Uri("https://localhost:0"), Output = said };
            string token;
            await using (var server = await ServerHost.StartAsync(options))
            {
                token = (await File.ReadAllTextAsync(server.AdminTokenFile)).Trim();
                const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                foreach (var file in new[] { "admin-token", "tls.key", "tls.pem" })
                {
                    Assert.Equal(Owner, File.GetUnixFileMode(Path.Combine(folder, file)));
                }

                // The folder may have been there before, open to others: the database does not rely on it.
                Assert.All(Directory.EnumerateFiles(folder, "chancery.db*"), file => Assert.Equal(Owner, File.GetUnixFileMode(file)));
                Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
                Assert.Contains(server.AdminTokenFile, said.ToString(), StringComparison.Ordinal);
                Assert.Contains(server.TlsCertificateFile, said.ToString(), StringComparison.Ordinal);
                Assert.DoesNotContain(token, said.ToString(), StringComparison.Ordinal);
                foreach (var file in Directory.EnumerateFiles(folder, "chancery.db*"))
                {
                    Assert.False((await ReadSharedAsync(file)).AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(token)) >= 0, file);
                }
            }

            // The second start keeps certificate and token.
            var certificate = await File.ReadAllTextAsync(Path.Combine(folder, "tls.pem"));
            await using var again = await ServerHost.StartAsync(options);
            Assert.Equal(certificate, await File.ReadAllTextAsync(again.TlsCertificateFile));
            Assert.Equal(token, (await File.ReadAllTextAsync(again.AdminTokenFile)).Trim());
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        }
    }

    [Fact]
    public async Task Health_and_readiness_are_for_everybody()
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        using var anybody = server.Client();
        Assert.Equal("ok", await anybody.GetStringAsync("/healthz"));
        Assert.Equal("ready", await anybody.GetStringAsync("/readyz"));
        Assert.False((bool)(await server.Admin.GetJsonAsync("/chancery/v1/status"))["connectorAvailable"]!);
    }

    [Fact]
    public async Task Enrolment_by_link_is_served_until_its_challenge_is_used()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        var created = await server.Admin.PostJsonAsync("/chancery/v1/enrollments", """{"userPrincipalName":"alice@example.test","platform":"iOS","delivery":"link"}""");
        var link = new Uri((string)created["enrollmentUrl"]!).PathAndQuery;
        var id = Guid.Parse((string)created["id"]!);
        using var anybody = server.Client();
        await UntilAsync(async () => (string)(await server.Admin.GetJsonAsync($"/chancery/v1/enrollments/{id}"))["state"]! == "ready");
        using (var profile = await anybody.GetAsync(link))
        {
            Assert.Equal("application/x-apple-aspen-config", profile.Content.Headers.ContentType!.MediaType);
            Assert.Equal("a profile", await profile.Content.ReadAsStringAsync());
        }

        using var device = new FakeDevice(server.Client(), "UDID-1");
        using (await device.ScepAsync(server.Connector.DeviceAuthority, server.Connector.ChallengeOf(id)))
        {
        }

        await Http.RefusedAsync(anybody.GetAsync(link), HttpStatusCode.NotFound, "enrollmentLinkUnknown");
        await using var db = server.Open();
        Assert.Null((await db.Enrollments.SingleAsync()).LinkProfile);
    }

    [Fact]
    public async Task Enrolment_that_was_withdrawn_opens_nothing()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        var (id, challenge) = await server.EnrollmentAsync();
        using (var ended = await server.Admin.DeleteAsync($"/chancery/v1/enrollments/{id}"))
        {
            Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        }

        using var device = new FakeDevice(server.Client(), "UDID-1");
        using (await device.ScepAsync(server.Connector.DeviceAuthority, challenge))
        {
        }

        await Http.RefusedAsync(device.AuthenticateAsync(), HttpStatusCode.Unauthorized, "deviceIdentityUnknown");
        await UntilAsync(() => Task.FromResult(server.Connector.Received.OfType<Channels.Connectors.EndBindingWork>().Any(work => work.EnrollmentId == id)));
    }

    private static async Task UntilAsync(Func<Task<bool>> reached)
    {
        for (var round = 0; round < 100 && !await reached(); round++)
        {
            await Task.Delay(100);
        }

        Assert.True(await reached());
    }

    private static async Task<byte[]> ReadSharedAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }
}
