using Chancery.Domain;
using Chancery.Server.Devices;
using Chancery.Server.Workers;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Chancery.Server.Tests;

/// <summary>A sync with nothing to do costs one read and no write, whatever the number of devices (docs/promises.md).</summary>
public sealed class SyncCostTests
{
    [Theory]
    [InlineData(StoreKind.Sqlite, 10)]
    [InlineData(StoreKind.Sqlite, 1_000)]
    [InlineData(StoreKind.Sqlite, 20_000)]
    [InlineData(StoreKind.PostgreSql, 1_000)]
    public async Task Sync_with_nothing_to_do_is_one_read(StoreKind kind, int devices)
    {
        await using var server = await ServerFixture.StartAsync(kind, workers: false);
        var user = await server.UserAsync();
        using var device = await server.EnrolledAsync();
        await CrowdAsync(server, user, devices - 1);
        await device.SyncAsync();
        await Scenario.OkAsync(device.IdleAsync());

        await RestAsync(server);
        for (var sync = 0; sync < 5; sync++)
        {
            await Scenario.OkAsync(device.IdleAsync());
        }

        Assert.Equal((5, 0), (server.Counter.Reads, server.Counter.Writes));
    }

    [Fact]
    public async Task Last_seen_is_written_by_one_statement_for_all_and_shown_before()
    {
        await using var server = await ServerFixture.StartAsync(workers: false);
        var user = await server.UserAsync();
        using var device = await server.EnrolledAsync();
        await CrowdAsync(server, user, 100);
        await using var db = server.Open();
        var seen = server.Get<LastSeen>();
        foreach (var id in await db.Devices.Select(row => row.Id).ToListAsync())
        {
            seen.Touch(id, null);
        }

        Assert.NotNull((string?)(await server.Admin.GetJsonAsync(Scenario.Devices))["value"]![0]!["lastSyncDateTime"]);
        await RestAsync(server);
        await ActivatorUtilitiesOf(server).FlushAsync(CancellationToken.None);

        // One for the devices, one for the channel that synced, one for the connector; twice as many where a minute ends meanwhile.
        Assert.InRange(server.Counter.Writes, 1, 6);
        Assert.Equal(101, await db.Devices.CountAsync(row => row.LastSyncDateTime != null));
    }

    // The fake connector's poll is counted too: it goes, and the poll the server still holds for it ends.
    private static async Task RestAsync(ServerFixture server)
    {
        await server.Connector.DisposeAsync();
        do
        {
            server.Counter.Reset();
            await Task.Delay(3 * WorkQueue.PollInterval);
        }
        while (server.Counter.Reads + server.Counter.Writes > 0);
    }

    private static LastSeenWorker ActivatorUtilitiesOf(ServerFixture server) =>
        Microsoft.Extensions.DependencyInjection.ActivatorUtilities.CreateInstance<LastSeenWorker>(server.Services);

    internal static async Task CrowdAsync(ServerFixture server, Guid user, int devices)
    {
        await using var db = server.Open();
        var now = TimeProvider.System.GetUtcNow();
        for (var index = 0; index < devices; index++)
        {
            var enrollment = new EnrollmentRow
            {
                Id = Guid.CreateVersion7(now),
                UserId = user,
                State = EnrollmentState.Enrolled,
                Address = "a@example.test",
                CreatedDateTime = now,
                LastModifiedDateTime = now,
            };
            db.Enrollments.Add(enrollment);
            db.Devices.Add(new DeviceRow
            {
                Id = Guid.CreateVersion7(now),
                UserId = user,
                EnrollmentId = enrollment.Id,
                Platform = Platform.IOS,
                Udid = $"CROWD-{index}",
                DeviceName = $"Device {index}",
                IdentityThumbprint = $"thumbprint-{index}",
                IdentityKeyHash = $"key-{index}",
                EnrolledDateTime = now,
                LastModifiedDateTime = now,
            });
            if (index % 1000 == 999)
            {
                await db.SaveChangesAsync();
                db.ChangeTracker.Clear();
            }
        }

        await db.SaveChangesAsync();
    }
}
