using System.Net;
using System.Text.Json.Nodes;
using Chancery.Channels.Apple;
using Chancery.Channels.Apple.Commands;
using Chancery.Server.Devices;
using Chancery.Server.Reconciliation;
using Xunit;

namespace Chancery.Server.Tests;

/// <summary>What a device is asked about itself, and the remote lock, over the wire.</summary>
public sealed class DeviceDetailsTests
{
    [Fact]
    public async Task Device_is_shown_as_it_describes_itself()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        using var device = await server.EnrolledAsync();
        var question = Assert.IsType<DeviceInformation>(await CommandAsync(device.IdleAsync()));
        Assert.Contains("WiFiMAC", question.Queries);
        var security = Assert.IsType<SecurityInfo>(await CommandAsync(device.ReportAsync(Done(device, question) with
        {
            QueryResponses = new PlistDictionary
            {
                { "DeviceName", "Alice’s phone" }, { "OSVersion", "26.1" }, { "BuildVersion", new string('x', 1000) }, { "ModelName", "iPhone Air" },
                { "ProductName", "iPhone18,4" }, { "SerialNumber", "SERIAL" }, { "WiFiMAC", "02:00:00:00:00:01" }, { "IsSupervised", true },
                { "ServiceSubscriptions", new PlistArray([new PlistDictionary { { "IMEI", "35 000000 000000 0" } }]) },
            },
        })));
        var told = new PlistDictionary { { "HardwareEncryptionCaps", 3 }, { "PasscodePresent", true } };
        Assert.Null(await CommandAsync(device.ReportAsync(Done(device, security) with { SecurityInfo = told })));

        var shown = await DeviceAsync(server);
        Assert.Equal(
            ["Alice’s phone", "26.1", "iPhone Air", "SERIAL", "35 000000 000000 0", "02:00:00:00:00:01"],
            new[] { "deviceName", "osVersion", "model", "serialNumber", "imei", "wiFiMacAddress" }.Select(name => (string?)shown[name]));
        Assert.All(["isEncrypted", "isSupervised", "passcodePresent"], name => Assert.True((bool?)shown[name]));
        await using var db = server.Open();
        Assert.Equal(256, db.Devices.Single().BuildVersion!.Length);
    }

    [Fact]
    public async Task Locked_device_answers_and_its_answer_is_shown()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        using var device = await server.EnrolledAsync();
        await device.SyncAsync();
        var path = $"{Scenario.Devices}/{(string)(await DeviceAsync(server))["id"]!}/remoteLock";
        await LockAsync(server, path);
        await LockAsync(server, path);
        Assert.Single((await DeviceAsync(server))["deviceActionResults"]!.AsArray());

        var command = Assert.IsType<DeviceLock>(await CommandAsync(device.IdleAsync()));
        Assert.Null(await CommandAsync(device.ReportAsync(Done(device, command))));
        Assert.Equal(("remoteLock", "done"), Last(await DeviceAsync(server)));

        await LockAsync(server, path);
        var again = Assert.IsType<DeviceLock>(await CommandAsync(device.IdleAsync()));
        Assert.NotEqual(command.CommandUuid, again.CommandUuid);
        Assert.Null(await CommandAsync(device.ReportAsync(Done(device, again) with
        {
            Status = ReportStatus.Error,
            ErrorChain = [new ReportedError("MCMDMErrorDomain", 12021, "unknown")],
        })));
        var shown = await DeviceAsync(server);
        Assert.Equal(("remoteLock", "failed"), Last(shown));
        Assert.Equal("commandRefusedByDevice", (string?)shown["deviceActionResults"]![1]!["error"]!["code"]);
        await Http.RefusedAsync(server.Admin.PostAsync($"{Scenario.Devices}/{Guid.Empty}/remoteLock", null), HttpStatusCode.NotFound, "notFound");
        using (await server.Admin.PostAsync(path.Replace("remoteLock", "wipe", StringComparison.Ordinal), null))
        {
            await Http.RefusedAsync(server.Admin.PostAsync(path, null), HttpStatusCode.Conflict, "deviceNotManaged");
        }
    }

    [Theory]
    [InlineData(null, null, true, true)]
    [InlineData(null, null, false, false)]
    [InlineData(3, true, null, true)]
    [InlineData(3, false, null, false)]
    [InlineData(1, true, null, false)]
    [InlineData(null, true, null, null)]
    public void Encryption_is_what_the_platform_says_of_it(int? caps, bool? passcode, bool? fileVault, bool? expected)
    {
        var told = new PlistDictionary
        {
            { "HardwareEncryptionCaps", caps is { } bits ? new PlistInteger(bits) : null },
            { "PasscodePresent", passcode is { } set ? new PlistBoolean(set) : null },
            { "FDE_Enabled", fileVault is { } on ? new PlistBoolean(on) : null },
        };
        var read = SyncTranslation.Read(new ConnectReport { Ids = new("U"), Status = ReportStatus.Acknowledged, CommandUuid = Guid.Empty, SecurityInfo = told });
        Assert.Equal(new SecurityReport(Guid.Empty, passcode, expected), read);
    }

    [Fact]
    public void Only_readable_identities_of_a_list_count()
    {
        var certificate = TestPki.Shared.Root;
        var report = new ConnectReport
        {
            Ids = new("U"),
            Status = ReportStatus.Acknowledged,
            CommandUuid = Guid.Empty,
            Certificates =
            [
                new("mine", certificate.RawData, IsIdentity: true), new("mine", certificate.RawData, IsIdentity: true),
                new("no key", TestPki.Shared.Vault.RawData, IsIdentity: false), new("garbage", [0x30, 0x84, 0xFF], IsIdentity: true), new(null, [], IsIdentity: true),
            ],
        };
        var read = Assert.IsType<CertificatesReport>(SyncTranslation.Read(report));
        Assert.Equal([certificate.Thumbprint.ToLowerInvariant()], read.Identities);
    }

    private static async Task<AppleCommand?> CommandAsync(Task<HttpResponseMessage> call)
    {
        using var answer = await call;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = await answer.Content.ReadAsByteArrayAsync();
        return body.Length == 0 ? null : CommandReader.Read(body).Value;
    }

    private static ConnectReport Done(FakeDevice device, AppleCommand command) =>
        new() { Ids = device.Ids, Status = ReportStatus.Acknowledged, CommandUuid = command.CommandUuid };

    private static async Task LockAsync(ServerFixture server, string path)
    {
        using var answer = await server.Admin.PostAsync(path, null);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private static async Task<JsonObject> DeviceAsync(ServerFixture server)
    {
        var id = (string)(await server.Admin.GetJsonAsync(Scenario.Devices))["value"]!.AsArray().Single()!["id"]!;
        return await server.Admin.GetJsonAsync($"{Scenario.Devices}/{id}");
    }

    private static (string?, string?) Last(JsonObject device)
    {
        var last = device["deviceActionResults"]!.AsArray()[^1]!;
        return ((string?)last["actionName"], (string?)last["actionState"]);
    }
}
