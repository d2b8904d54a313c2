using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Chancery.Server.Tests;

public sealed class ScepTests
{
    [Fact]
    public async Task Faces_of_SCEP_answer_from_what_was_published()
    {
        await using var server = await ServerFixture.StartAsync();
        using var anybody = server.Client();
        Assert.Equal(ScepServer.Capabilities, await anybody.GetStringAsync("/apple/scep?operation=GetCACaps"));
        using var certificate = await anybody.GetAsync("/apple/scep?operation=GetCACert");
        Assert.Equal("application/x-x509-ca-cert", certificate.Content.Headers.ContentType!.MediaType);
        Assert.Equal(server.Connector.DeviceAuthority.RawData, await certificate.Content.ReadAsByteArrayAsync());
        await Http.RefusedAsync(anybody.GetAsync("/apple/scep?operation=Nonsense"), HttpStatusCode.BadRequest, "scepOperationUnknown");
    }

    [Fact]
    public async Task Message_by_GET_and_by_POST_that_repeats_it_in_the_query_are_relayed()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        using var anybody = server.Client();
        foreach (var post in new[] { false, true })
        {
            var (id, challenge) = await server.EnrollmentAsync();
            using var key = RSA.Create(2048);
            var request = ScepClient.Create(key, "CN=x", challenge, server.Connector.DeviceAuthority, null);
            var url = $"/apple/scep?operation=PKIOperation&message={Uri.EscapeDataString(Convert.ToBase64String(request.Message))}";
            using var answer = post ? await anybody.PostAsync(url, new ByteArrayContent(request.Message)) : await anybody.GetAsync(url);
            var issued = ScepClient.ReadReply(await answer.Content.ReadAsByteArrayAsync(), request, server.Connector.DeviceAuthority);
            Assert.Equal($"CN={id}", issued.Value.Subject);
            await using var db = server.Open();
            var row = await db.Enrollments.SingleAsync(enrollment => enrollment.Id == id);
            Assert.Equal(EnrollmentState.IdentityIssued, row.State);
            Assert.Equal(issued.Value.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant(), row.IdentityThumbprint);
        }
    }

    [Fact]
    public async Task Wrong_challenge_gets_a_signed_failure_and_changes_nothing()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        var (id, _) = await server.EnrollmentAsync();
        using var device = new FakeDevice(server.Client(), "UDID-1");
        using var answer = await device.ScepAsync(server.Connector.DeviceAuthority, "guessed");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Null(device.Identity);
        await using var db = server.Open();
        Assert.Null((await db.Enrollments.SingleAsync(enrollment => enrollment.Id == id)).IdentityThumbprint);
    }

    [Theory]
    [InlineData("", "scepMessageMissing")]
    [InlineData("not base64!", "scepMessageMissing")]
    [InlineData("MAA=", "scepMalformed")]
    public async Task Rubbish_never_reaches_the_connector(string message, string code)
    {
        await using var server = await ServerFixture.StartAsync();
        using var anybody = server.Client();
        await Http.RefusedAsync(anybody.GetAsync($"/apple/scep?operation=PKIOperation&message={Uri.EscapeDataString(message)}"), HttpStatusCode.BadRequest, code);
        Assert.Empty(server.Connector.Received);
    }

    [Fact]
    public async Task Oversized_message_is_refused()
    {
        await using var server = await ServerFixture.StartAsync();
        using var anybody = server.Client();
        await Http.RefusedAsync(
            anybody.PostAsync("/apple/scep?operation=PKIOperation", new ByteArrayContent(new byte[ScepServer.MaxMessageBytes + 1])),
            HttpStatusCode.RequestEntityTooLarge, "bodyTooLarge");
    }

    [Fact]
    public async Task Without_a_connector_devices_are_told_to_come_back()
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        using var anybody = server.Client();
        await Http.RefusedAsync(anybody.GetAsync("/apple/scep?operation=GetCACert"), HttpStatusCode.ServiceUnavailable, "connectorUnavailable");
        using var device = new FakeDevice(server.Client(), "UDID-1");
        using var answer = await device.ScepAsync(TestPki.Authority("Any"), "x");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("10", answer.Headers.RetryAfter!.ToString());
    }

    /// <summary>An independent client: Debian's scepclient enrols through the endpoint.</summary>
    [Fact]
    public async Task Debian_scepclient_enrols()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        var (id, challenge) = await server.EnrollmentAsync();
        var folder = Directory.CreateTempSubdirectory("chancery-scepclient-").FullName;
        try
        {
            var start = new ProcessStartInfo("scepclient", [
                "-server-url", new Uri(server.Server.Url, "/apple/scep").ToString(), "-challenge", challenge, "-cn", "device", "-keySize", "2048",
                "-private-key", Path.Combine(folder, "client.key"), "-certificate", Path.Combine(folder, "client.pem")])
            {
                WorkingDirectory = folder,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            };

            // Go reads its trusted roots from here; the certificate is the server's own.
            start.Environment["SSL_CERT_FILE"] = server.Server.TlsCertificateFile;
            using var process = Process.Start(start)!;
            var output = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, await output);
            using var certificate = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(Path.Combine(folder, "client.pem")));
            Assert.Equal($"CN={id}", certificate.Subject);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
