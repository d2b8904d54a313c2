using Chancery.Domain;
using Chancery.Server.Reconciliation;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Chancery.Server.Tests.Reconciliation;

/// <summary>What a device says it is; and the remote lock.</summary>
public sealed class DetailsTests
{
    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.PostgreSql)]
    public async Task Device_is_asked_what_it_is_once_a_day_on_its_own_channel_and_changes_are_audited(StoreKind kind)
    {
        await using var world = await ReconciliationWorld.CreateAsync(kind);
        var device = await WithDetailsDueAsync(world, Platform.MacOS);
        device.Details = device.Details with { DeviceName = "Alice’s Mac", BuildVersion = "24G84", WiFiMacAddress = "02:00:00:00:00:01", IsSupervised = false };
        await world.SettleAsync(device);

        var row = await RowAsync(world);
        Assert.Equal(("Alice’s Mac", "18.6", "24G84", "02:00:00:00:00:01"), (row.DeviceName, row.OsVersion, row.BuildVersion, row.WiFiMacAddress));
        Assert.Equal((true, true, false), (row.IsEncrypted, row.PasscodePresent, row.IsSupervised));
        Assert.False(row.InventoryDue || row.SecurityInfoDue || row.NeedsAttention || row.NeedsPlan);
        Assert.Equal([nameof(DetailsAction), nameof(SecurityAction)], device.Log);
        Assert.Equal(2, await AuditedAsync(world, "managedDevice.described"));

        world.Time.Advance(TimeSpan.FromDays(1));
        await world.SettleAsync(device);
        Assert.Equal(4, device.Log.Count);
        Assert.Equal(2, await AuditedAsync(world, "managedDevice.described"));
    }

    [Fact]
    public async Task New_fact_that_a_template_uses_is_planned_at_once_and_another_is_not()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var user = await world.AddUserAsync("alice");
        await world.AddProfileAsync(new PkcsCertificateSettings { SubjectNameFormatString = "CN={{SerialNumber}},E={{EmailAddress}}" });
        var device = await world.AddDeviceAsync(user, Platform.IOS);
        await world.SettleAsync(device);
        Assert.Empty(device.Profiles);
        await AskForDetailsAsync(world);
        await world.SettleAsync(device);

        Assert.Single(device.Profiles);
        var done = world.Connector.Done.Count;
        device.Details = device.Details with { OsVersion = "19.0" };
        world.Time.Advance(TimeSpan.FromDays(1));
        await world.SettleAsync(device);
        Assert.Equal(done, world.Connector.Done.Count);
        Assert.Equal("19.0", (await RowAsync(world)).OsVersion);
    }

    [Fact]
    public async Task Device_that_refuses_the_questions_is_left_alone_until_tomorrow_and_one_that_says_not_now_is_asked_again()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var device = await WithDetailsDueAsync(world, Platform.IOS);
        device.Instead = action => new NotNowReport(action.CommandUuid);
        await device.SyncAsync();
        Assert.Equal([nameof(DetailsAction)], device.Log);
        device.Instead = action => action is DetailsAction ? new RefusedReport(action.CommandUuid, "12021") : new AcknowledgedReport(action.CommandUuid);
        await world.SettleAsync(device);

        Assert.Equal([nameof(DetailsAction), nameof(DetailsAction), nameof(SecurityAction)], device.Log);
        Assert.False((await RowAsync(world)).NeedsAttention);
    }

    [Fact]
    public async Task Answer_to_another_question_changes_nothing()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var device = await WithDetailsDueAsync(world, Platform.IOS);
        await device.ExchangeAsync(DeploymentChannel.Device, device.Details with { CommandUuid = Guid.Empty });
        await device.ExchangeAsync(DeploymentChannel.Device, device.Security with { CommandUuid = Guid.Empty });

        Assert.Equal((null, null), ((await RowAsync(world)).OsVersion, (await RowAsync(world)).IsEncrypted));
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.PostgreSql)]
    public async Task Lock_is_told_once_before_anything_else_and_its_result_recorded(StoreKind kind)
    {
        await using var world = await ReconciliationWorld.CreateAsync(kind);
        var (device, _, _) = await DeliveryTests.StandardAsync(world, Platform.MacOS);
        await AskAsync(world, device, expected: true);
        await AskAsync(world, device, expected: false);
        await world.SettleAsync(device);

        Assert.Equal(nameof(LockAction), device.Log[0]);
        Assert.Single(device.Log, nameof(LockAction));
        Assert.Equal(DeviceActionState.Done, (await ActionAsync(world)).State);
        Assert.Equal(1, await AuditedAsync(world, "managedDevice.locked"));
        Assert.False((await RowAsync(world)).NeedsAttention);
    }

    [Fact]
    public async Task Refused_lock_fails_with_what_the_device_said_and_can_be_asked_again()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var (device, _, _) = await DeliveryTests.StandardAsync(world, Platform.IOS);
        await world.SettleAsync(device);
        device.Instead = action => action is LockAction ? new RefusedReport(action.CommandUuid, "MCMDMErrorDomain 12021") : null;
        await AskAsync(world, device, expected: true);
        await world.SettleAsync(device);

        var action = await ActionAsync(world);
        Assert.Equal((DeviceActionState.Failed, "commandRefusedByDevice", "MCMDMErrorDomain 12021"), (action.State, action.ErrorCode, action.ErrorDetail));
        Assert.Equal(1, await AuditedAsync(world, "managedDevice.lockRefused"));
        await AskAsync(world, device, expected: true);
    }

    [Fact]
    public async Task Lock_survives_planning_a_lost_answer_and_not_now()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var (device, _, _) = await DeliveryTests.StandardAsync(world, Platform.IOS);
        await world.SettleAsync(device);
        await AskAsync(world, device, expected: true);
        await world.ChangeAsync(db => Marking.DeviceAsync(db, device.Id));
        await world.Worker.RunOnceAsync(default);
        Assert.True((await RowAsync(world)).NeedsAttention);

        var first = await device.ExchangeAsync(DeploymentChannel.Device, new IdleReport());
        Assert.Equal(first, await device.ExchangeAsync(DeploymentChannel.Device, new IdleReport()));
        Assert.Null(await device.ExchangeAsync(DeploymentChannel.Device, new NotNowReport(Assert.IsType<LockAction>(first).CommandUuid)));
        Assert.True((await RowAsync(world)).NeedsAttention);
        await world.SettleAsync(device);
        Assert.Equal(DeviceActionState.Done, (await ActionAsync(world)).State);
    }

    private static async Task<FakeDevice> WithDetailsDueAsync(ReconciliationWorld world, Platform platform)
    {
        var device = await world.AddDeviceAsync(await world.AddUserAsync("alice"), platform);
        await world.Worker.RunOnceAsync(default);
        await AskForDetailsAsync(world);
        return device;
    }

    private static Task AskForDetailsAsync(ReconciliationWorld world) => world.ChangeAsync(db => db.Devices.ExecuteUpdateAsync(set => set
        .SetProperty(row => row.InventoryDue, true).SetProperty(row => row.SecurityInfoDue, true).SetProperty(row => row.NeedsAttention, true)));

    private static Task AskAsync(ReconciliationWorld world, FakeDevice device, bool expected) => world.ChangeAsync(async db =>
        Assert.Equal(expected, await world.Sync.LockAsync(db, await db.Devices.SingleAsync(row => row.Id == device.Id), default)));

    private static Task<DeviceRow> RowAsync(ReconciliationWorld world) => world.ReadAsync(db => db.Devices.AsNoTracking().SingleAsync());

    private static Task<DeviceActionRow> ActionAsync(ReconciliationWorld world) => world.ReadAsync(db => db.DeviceActions.AsNoTracking().SingleAsync());

    private static Task<int> AuditedAsync(ReconciliationWorld world, string action) => world.ReadAsync(db => db.Audit.CountAsync(row => row.Action == action));
}
