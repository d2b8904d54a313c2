using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Chancery.Channels.Apple;
using Chancery.Channels.Apple.CheckIn;
using Chancery.Domain;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Chancery.Server.Tests;

public sealed class CheckInTests
{
    [Fact]
    public async Task Device_enrols_and_shows_as_managed()
    {
        await using var server = await ServerFixture.StartAsync();
        var user = await server.UserAsync();
        using var device = await server.EnrolledAsync();
        var found = await server.Admin.GetJsonAsync($"{Scenario.Devices}?$filter=userPrincipalName%20eq%20'alice@example.test'");
        var shown = Assert.Single(found["value"]!.AsArray())!;
        Assert.Equal("managed", (string)shown["managementState"]!);
        Assert.Equal("iOS", (string)shown["operatingSystem"]!);
        Assert.Equal("Alice’s iPhone", (string)shown["deviceName"]!);
        Assert.Equal(user.ToString(), (string)shown["userId"]!);
        var enrollment = Assert.Single((await server.Admin.GetJsonAsync("/chancery/v1/enrollments"))["value"]!.AsArray())!;
        Assert.Equal("enrolled", (string)enrollment["state"]!);
        Assert.Equal((string)shown["id"]!, (string)enrollment["managedDeviceId"]!);
    }

    [Fact]
    public async Task TLS_client_certificate_proves_the_identity_without_a_signature()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        using var device = await server.IdentifiedAsync();
        using var key = TestPki.WithKey(device.Identity!, device.Key);
        using var tls = new FakeDevice(server.Client(key), device.Udid);
        await Scenario.OkAsync(tls.AuthenticateAsync());
        await Scenario.OkAsync(tls.TokenUpdateAsync());
        await Scenario.OkAsync(tls.SendAsync("/apple/mdm", Idle(device.Udid), AppleContent.Connect, method: HttpMethod.Post));
    }

    [Fact]
    public async Task Identity_shown_by_another_device_is_refused()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        using var device = await server.EnrolledAsync();
        using var thief = new FakeDevice(server.Client(), "UDID-2") { Identity = device.Identity };
        byte[] Signed(byte[] body, out string signature)
        {
            signature = MdmSignature.Sign(body, device.Identity!, device.Key);
            return body;
        }

        var authenticate = Signed(CheckInWriter.Write(new Authenticate { Ids = thief.Ids, Topic = "t" }), out var first);
        await Http.RefusedAsync(thief.SendAsync("/apple/checkin", authenticate, AppleContent.CheckIn, first), HttpStatusCode.Forbidden, "deviceIdentityBound");
        var idle = Signed(Idle("UDID-2"), out var second);
        await Http.RefusedAsync(thief.SendAsync("/apple/mdm", idle, AppleContent.Connect, second), HttpStatusCode.Forbidden, "deviceIdentityBound");
    }

    [Fact]
    public async Task Unsigned_altered_and_foreign_messages_are_refused()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        using var device = await server.EnrolledAsync();
        var body = Idle(device.Udid);
        var signature = MdmSignature.Sign(body, device.Identity!, device.Key);
        Task<HttpResponseMessage> Send(byte[] sent, string signed) => device.SendAsync("/apple/mdm", sent, AppleContent.Connect, signed);

        using var nobody = new FakeDevice(server.Client(), device.Udid);
        await Http.RefusedAsync(nobody.IdleAsync(), HttpStatusCode.Unauthorized, "deviceIdentityMissing");
        await Http.RefusedAsync(Send(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("Idle", "idle", StringComparison.Ordinal)), signature), HttpStatusCode.Unauthorized, "mdmSignatureInvalid");
        await Http.RefusedAsync(Send(body, "rubbish"), HttpStatusCode.Unauthorized, "mdmSignatureInvalid");

        using var foreign = TestPki.IdentityWithKey(TestPki.Authority("Device authority"), "CN=device");
        await Http.RefusedAsync(Send(body, Sign(body, foreign)), HttpStatusCode.Unauthorized, "deviceIdentityForeign");
        var now = TimeProvider.System.GetUtcNow();
        using var expired = TestPki.IdentityWithKey(server.Connector.DeviceAuthority, "CN=device", now.AddDays(-9), now.AddDays(-1));
        await Http.RefusedAsync(Send(body, Sign(body, expired)), HttpStatusCode.Unauthorized, "deviceIdentityExpired");
        using var unknown = TestPki.IdentityWithKey(server.Connector.DeviceAuthority, "CN=device");
        await Http.RefusedAsync(Send(body, Sign(body, unknown)), HttpStatusCode.Unauthorized, "deviceIdentityUnknown");
    }

    [Fact]
    public async Task Only_the_first_user_channel_of_a_Mac_is_bound()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        using var mac = await server.EnrolledAsync(platform: "macOS");
        await Scenario.OkAsync(mac.TokenUpdateAsync("first"));
        await Scenario.OkAsync(mac.TokenUpdateAsync("second"));
        await Scenario.OkAsync(mac.TokenUpdateAsync("first"));
        Assert.Empty(await mac.SyncAsync("second"));
        await using var db = server.Open();
        var channels = await db.AppleChannels.OrderBy(channel => channel.CreatedDateTime).Select(channel => new { channel.UserId, channel.Bound }).ToListAsync();
        Assert.Equal([("", true), ("first", true), ("second", false)], channels.Select(channel => (channel.UserId, channel.Bound)));
        Assert.Contains(await db.Audit.Select(row => row.Action).ToListAsync(), action => action == "managedDevice.userChannelUnbound");
    }

    [Fact]
    public async Task Messages_we_do_not_serve_are_answered_as_Apple_has_it()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        using var device = await server.EnrolledAsync();
        await Http.RefusedAsync(device.CheckInAsync(new UserAuthenticate { Ids = FakeDevice.User(device.Udid, "u") }), HttpStatusCode.Gone, "userChannelUnsupported");
        await Http.RefusedAsync(device.CheckInAsync(new DeclarativeManagement { Ids = device.Ids, Endpoint = "tokens" }), HttpStatusCode.NotFound, "notFound");
        await Scenario.OkAsync(device.CheckInAsync(new GetBootstrapToken { Ids = device.Ids }));
        await Scenario.OkAsync(device.CheckInAsync(new SetBootstrapToken { Ids = device.Ids, BootstrapToken = [1] }));
        await Http.RefusedAsync(
            device.SendAsync("/apple/checkin", "<plist><dict/></plist>"u8.ToArray(), AppleContent.CheckIn), HttpStatusCode.BadRequest, "mdmFieldMissing");
    }

    [Fact]
    public async Task Device_that_checked_out_is_told_to_unenrol_and_ends_its_binding()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        using var device = await server.EnrolledAsync();
        await Scenario.OkAsync(device.CheckInAsync(new CheckOut { Ids = device.Ids }));
        await Scenario.OkAsync(device.CheckInAsync(new CheckOut { Ids = device.Ids }));
        foreach (var call in new[] { device.IdleAsync(), device.AuthenticateAsync(), device.TokenUpdateAsync() })
        {
            using var answer = await call;
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Contains("com.apple.unrecognized.device", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await using var db = server.Open();
        Assert.Equal(ManagementState.Unenrolled, (await db.Devices.SingleAsync()).ManagementState);
    }

    [Fact]
    public async Task Same_device_enrolled_anew_leaves_its_former_enrolment()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        using var former = await server.EnrolledAsync();
        using var device = await server.EnrolledAsync();
        await using var db = server.Open();
        Assert.Equal(1, await db.Devices.CountAsync(row => row.UnenrolledDateTime == null));
        using var answer = await former.IdleAsync();
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Renewed_identity_is_taken_over_and_the_old_one_opens_nothing()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        using var device = await server.EnrolledAsync();
        await using var db = server.Open();
        var enrollment = await db.Enrollments.SingleAsync();
        using var renewed = new FakeDevice(server.Client(), device.Udid);
        using (var answer = await renewed.ScepAsync(server.Connector.DeviceAuthority, server.Connector.ChallengeOf(enrollment.Id)))
        {
            Assert.NotNull(renewed.Identity);
        }

        await Scenario.OkAsync(device.IdleAsync());
        await Scenario.OkAsync(renewed.IdleAsync());
        await Http.RefusedAsync(device.IdleAsync(), HttpStatusCode.Unauthorized, "deviceIdentityUnknown");
        Assert.Equal(1, await db.Devices.CountAsync());
    }

    private static byte[] Idle(string udid) =>
        Channels.Apple.Commands.ReportWriter.Write(new() { Ids = new EnrollmentIds(udid), Status = Channels.Apple.Commands.ReportStatus.Idle });

    private static string Sign(byte[] body, X509Certificate2 identity)
    {
        using var key = identity.GetRSAPrivateKey()!;
        return MdmSignature.Sign(body, identity, key);
    }
}
