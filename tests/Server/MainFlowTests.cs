using System.Net;
using System.Text;
using Chancery.Channels.Apple.Commands;
using Chancery.Channels.Apple.Profiles;
using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Chancery.Server.Tests;

/// <summary>The main job over the wire, from a user to a retired device, on both stores.</summary>
public sealed class MainFlowTests
{
    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.PostgreSql)]
    public async Task Device_gets_what_is_assigned_and_loses_it_when_retired(StoreKind kind)
    {
        await using var server = await ServerFixture.StartAsync(kind);
        await server.UserAsync();
        await ProfilesAsync(server);
        await server.Admin.PostJsonAsync(Scenario.Certificates, server.Import().Json);
        await server.Admin.PostJsonAsync(Scenario.Certificates, server.Import().Json);
        SealLegibly(server);
        using var device = await server.EnrolledAsync();
        device.Open = Open;
        var id = await DeviceIdAsync(server);
        await UntilAsync(server, device, id, states => states.Count == 3 && states.All(state => state == "verified"));
        Assert.Equal(3, device.Profiles.Count);
        Assert.Empty(await device.SyncAsync());

        var states = await server.Admin.GetJsonAsync("/beta/deviceManagement/deviceConfigurationsAllManagedDeviceCertificateStates");
        Assert.Equal(2, states["value"]!.AsArray().Count);

        // A third certificate reaches the device, and nothing that is there is touched.
        await server.Admin.PostJsonAsync(Scenario.Certificates, server.Import().Json);
        await UntilAsync(server, device, id, all => all.Count == 4 && all.All(state => state == "verified"));
        Assert.Equal(4, device.Profiles.Count);

        using (var retired = await server.Admin.PostAsync($"{Scenario.Devices}('{id}')/retire", null))
        {
            Assert.Equal(HttpStatusCode.NoContent, retired.StatusCode);
        }

        await RetireAsync(server, device, id);
        Assert.DoesNotContain(device.Profiles, pair => pair.Key.StartsWith("chancery.identity", StringComparison.Ordinal));
        using var after = await device.IdleAsync();
        Assert.Equal(HttpStatusCode.Forbidden, after.StatusCode);
        await using var db = server.Open();
        Assert.True((await AuditVerifier.VerifyAsync(db)).IsSound);
        Assert.Equal(EnrollmentState.Ended, (await db.Enrollments.SingleAsync()).State);
        await Http.RefusedAsync(server.Admin.PostAsync($"{Scenario.Devices}/{id}/wipe", null), HttpStatusCode.Conflict, "deviceNotManaged");
    }

    [Fact]
    public async Task Wiped_device_is_told_to_erase_itself()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        using var device = await server.EnrolledAsync();
        var id = await DeviceIdAsync(server);
        await Http.RefusedAsync(server.Admin.PostAsync($"{Scenario.Devices}/{id}/wipe", Http.Json("""{"keepUserData":true}""")), HttpStatusCode.BadRequest, "invalidRequest");
        using (var wiped = await server.Admin.PostAsync($"{Scenario.Devices}/{id}/wipe", Http.Json("""{"keepUserData":false}""")))
        {
            Assert.Equal(HttpStatusCode.NoContent, wiped.StatusCode);
        }

        using var answer = await device.IdleAsync();
        var erase = Assert.IsType<EraseDevice>(CommandReader.Read(await answer.Content.ReadAsByteArrayAsync()).Value);
        await Scenario.OkAsync(device.ReportAsync(new ConnectReport { Ids = device.Ids, Status = ReportStatus.Acknowledged, CommandUuid = erase.CommandUuid }));
        Assert.Equal("wiped", (string)(await server.Admin.GetJsonAsync($"{Scenario.Devices}/{id}"))["managementState"]!);
    }

    [Fact]
    public async Task Device_that_enrols_again_gets_everything_again()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        await ProfilesAsync(server);
        await server.Admin.PostJsonAsync(Scenario.Certificates, server.Import().Json);
        SealLegibly(server);
        using var device = await server.EnrolledAsync();
        device.Open = Open;
        var id = await DeviceIdAsync(server);
        await UntilAsync(server, device, id, states => states.Count == 2 && states.All(state => state == "verified"));
        var sealedOnce = server.Connector.Received.OfType<SealProfileWork>().Count();

        device.Profiles.Clear();
        await Scenario.OkAsync(device.AuthenticateAsync());
        await Scenario.OkAsync(device.TokenUpdateAsync());
        await UntilAsync(server, device, id, states => device.Profiles.Count == 2 && states.All(state => state == "verified"));
        Assert.Equal(sealedOnce, server.Connector.Received.OfType<SealProfileWork>().Count());
    }

    private static async Task ProfilesAsync(ServerFixture server)
    {
        foreach (var json in new[] { server.TrustedProfile(), """{"@odata.type":"#chancery.importedPfxProfile","displayName":"H","intendedPurpose":"smimeEncryption"}""" })
        {
            var profile = (string)(await server.Admin.PostJsonAsync(Scenario.Profiles, json))["id"]!;
            await server.Admin.PostJsonAsync(
                $"{Scenario.Profiles}/{profile}/assign",
                """{"assignments":[{"target":{"@odata.type":"#microsoft.graph.allLicensedUsersAssignmentTarget"}}]}""", HttpStatusCode.OK);
        }
    }

    // The fake connector does not encrypt: what it seals reads "identifier uuid".
    private static void SealLegibly(ServerFixture server) => server.Connector.Behaviour = body => body is SealProfileWork seal
        ? new ProfileSealed(
            Encoding.UTF8.GetBytes($"{seal.Profile.PayloadIdentifier} {seal.Profile.PayloadUuid}"),
            [.. seal.Identities.OfType<ImportedIdentityRequest>().Select(identity => new SealedIdentity(identity.Slot, identity.Certificate, Issued: false))])
        : null;

    private static (string Identifier, Guid Uuid)? Open(byte[] payload)
    {
        if (ProfileReader.Read(payload) is { IsOk: true } clear)
        {
            return (clear.Value.PayloadIdentifier, clear.Value.PayloadUuid);
        }

        return Encoding.UTF8.GetString(payload).Split(' ') is [var identifier, var uuid] ? (identifier, Guid.Parse(uuid)) : null;
    }

    private static async Task<string> DeviceIdAsync(ServerFixture server) =>
        (string)(await server.Admin.GetJsonAsync(Scenario.Devices))["value"]!.AsArray().Single()!["id"]!;

    private static async Task UntilAsync(ServerFixture server, FakeDevice device, string id, Func<List<string>, bool> reached)
    {
        List<string> states = [];
        for (var round = 0; round < 100; round++)
        {
            await device.SyncAsync();
            var deployments = await server.Admin.GetJsonAsync($"/chancery/v1/managedDevices/{id}/deployments");
            states = [.. deployments["value"]!.AsArray().Select(deployment => (string)deployment!["state"]!)];
            if (reached(states))
            {
                return;
            }

            await Task.Delay(200);
        }

        Assert.Fail($"Never reached: {string.Join(", ", states)}");
    }

    private static async Task RetireAsync(ServerFixture server, FakeDevice device, string id)
    {
        // A command that is taken and never answered is told again.
        using (await device.IdleAsync())
        {
        }

        for (var round = 0; round < 20 && !(await device.SyncAsync()).OfType<RemoveProfile>().Any(remove => remove.Identifier == Identifiers.ManagementProfile); round++)
        {
            await Task.Delay(100);
        }

        Assert.Equal("retired", (string)(await server.Admin.GetJsonAsync($"{Scenario.Devices}/{id}"))["managementState"]!);
        var deployments = await server.Admin.GetJsonAsync($"/chancery/v1/managedDevices/{id}/deployments");
        Assert.All(deployments["value"]!.AsArray(), deployment => Assert.Equal("removed", (string)deployment!["state"]!));
    }
}
