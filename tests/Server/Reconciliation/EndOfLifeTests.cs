using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Server.Reconciliation;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Chancery.Server.Tests.Reconciliation;

/// <summary>How a device leaves.</summary>
public sealed class EndOfLifeTests
{
    [Theory]
    [InlineData(Platform.IOS, StoreKind.Sqlite)]
    [InlineData(Platform.MacOS, StoreKind.Sqlite)]
    [InlineData(Platform.MacOS, StoreKind.PostgreSql)]
    public async Task Retired_device_loses_every_profile_then_its_management_then_its_binding(Platform platform, StoreKind kind)
    {
        await using var world = await ReconciliationWorld.CreateAsync(kind);
        var (device, _, _) = await DeliveryTests.StandardAsync(world, platform);
        await world.SettleAsync(device);
        device.Log.Clear();

        await AskAsync(world, device, world.Sync.RetireAsync);
        await world.SettleAsync(device);

        Assert.Empty(device.Profiles);
        Assert.Equal("remove chancery.mdm", device.Log[^1]);
        Assert.All(await world.DeploymentsAsync(device.Id), row => Assert.Equal(DeploymentState.Removed, row.State));
        await AssertEndedAsync(world, ManagementState.Retired, DeviceActionState.Done);
    }

    [Fact]
    public async Task Check_out_before_a_retirement_is_done_leaves_removals_unconfirmed()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var (device, _, _) = await DeliveryTests.StandardAsync(world, Platform.IOS);
        await world.SettleAsync(device);
        await AskAsync(world, device, world.Sync.RetireAsync);

        await CheckOutAsync(world, device);
        await CheckOutAsync(world, device);
        await world.Connector.RunAsync();

        Assert.All(await world.DeploymentsAsync(device.Id), row => Assert.Equal(DeploymentState.RemovedUnconfirmed, row.State));
        await AssertEndedAsync(world, ManagementState.Unenrolled, DeviceActionState.Unconfirmed);
    }

    [Fact]
    public async Task Check_out_instead_of_the_last_acknowledgement_is_the_end_of_a_retirement()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var (device, _, _) = await DeliveryTests.StandardAsync(world, Platform.IOS);
        await world.SettleAsync(device);
        await AskAsync(world, device, world.Sync.RetireAsync);
        device.Instead = action => action is RemoveAction { PayloadIdentifier: Identifiers.ManagementProfile } ? new NotNowReport(action.CommandUuid) : null;
        await device.SyncAsync();

        await CheckOutAsync(world, device);
        await world.Connector.RunAsync();

        Assert.All(await world.DeploymentsAsync(device.Id), row => Assert.Equal(DeploymentState.Removed, row.State));
        await AssertEndedAsync(world, ManagementState.Retired, DeviceActionState.Done);
    }

    [Fact]
    public async Task Wiped_device_is_erased_and_nothing_else_is_asked_of_it()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var (device, _, _) = await DeliveryTests.StandardAsync(world, Platform.IOS);
        await world.SettleAsync(device);
        device.Log.Clear();

        await AskAsync(world, device, world.Sync.WipeAsync);
        await world.SettleAsync(device);

        Assert.Equal([nameof(EraseAction)], device.Log);
        Assert.All(await world.DeploymentsAsync(device.Id), row => Assert.Equal(DeploymentState.RemovedUnconfirmed, row.State));
        await AssertEndedAsync(world, ManagementState.Wiped, DeviceActionState.Done);
    }

    [Fact]
    public async Task Certificate_issued_while_the_device_was_leaving_is_revoked_too()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var (device, _, _) = await DeliveryTests.StandardAsync(world, Platform.IOS);
        await world.Worker.RunOnceAsync(default);
        await CheckOutAsync(world, device);

        await world.Connector.RunAsync();

        var issued = await world.ReadAsync(db => db.IssuedCertificates.AsNoTracking().ToListAsync());
        Assert.All(issued, row => Assert.Equal(RevocationState.Revoked, row.Revocation));
        Assert.NotEmpty(world.Connector.Done.OfType<RevokeCertificateWork>());
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.PostgreSql)]
    public async Task Retirement_revokes_at_once_though_the_device_never_calls_again(StoreKind kind)
    {
        await using var world = await ReconciliationWorld.CreateAsync(kind);
        var (device, _, _) = await DeliveryTests.StandardAsync(world, Platform.IOS);
        await world.SettleAsync(device);

        await AskAsync(world, device, world.Sync.RetireAsync);
        await world.Connector.RunAsync();

        var issued = await world.ReadAsync(db => db.IssuedCertificates.AsNoTracking().ToListAsync());
        Assert.NotEmpty(issued);
        Assert.All(issued, row => Assert.Equal(RevocationState.Revoked, row.Revocation));
        Assert.Equal(ManagementState.RetirePending, await world.ReadAsync(db => db.Devices.Select(row => row.ManagementState).SingleAsync()));
        Assert.NotEmpty(device.Profiles);
    }

    private static async Task AskAsync(ReconciliationWorld world, FakeDevice device, Func<ChanceryDbContext, DeviceRow, CancellationToken, Task> ask) =>
        await world.ChangeAsync(async db => await ask(db, await db.Devices.SingleAsync(row => row.Id == device.Id), default));

    private static async Task CheckOutAsync(ReconciliationWorld world, FakeDevice device)
    {
        await using var db = world.Open();
        await world.Sync.CheckedOutAsync(db, device.Id, default);
    }

    private static async Task AssertEndedAsync(ReconciliationWorld world, ManagementState state, DeviceActionState action)
    {
        await using var db = world.Open();
        var device = await db.Devices.AsNoTracking().SingleAsync();
        Assert.Equal(state, device.ManagementState);
        Assert.NotNull(device.UnenrolledDateTime);
        Assert.False(device.NeedsAttention);
        Assert.Equal(action, (await db.DeviceActions.AsNoTracking().SingleAsync()).State);
        Assert.Equal(EnrollmentState.Ended, (await db.Enrollments.AsNoTracking().SingleAsync()).State);
        // When it was asked for, and once more at the end, for what was issued in between.
        Assert.NotEmpty(world.Connector.Done.OfType<EndBindingWork>());

        var issued = await db.IssuedCertificates.AsNoTracking().ToListAsync();
        Assert.NotEmpty(issued);
        Assert.All(issued, row => Assert.Equal((RevocationState.Revoked, EndOfLife.Reason), (row.Revocation, row.RevocationReason)));
        Assert.Equal(2, await db.UserPfxCertificates.CountAsync());
        Assert.Equal(1, await db.Audit.CountAsync(row => row.TargetId == device.Id.ToString()));
    }
}
