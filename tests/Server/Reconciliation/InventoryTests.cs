using Chancery.Domain;
using Chancery.Server.Reconciliation;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Chancery.Server.Tests.Reconciliation;

/// <summary>What a device says it has: its profiles, and the identities in them.</summary>
public sealed class InventoryTests
{
    [Theory]
    [InlineData(Platform.IOS, StoreKind.Sqlite)]
    [InlineData(Platform.MacOS, StoreKind.PostgreSql)]
    public async Task Each_inventory_of_identities_costs_one_list_of_certificates_and_one_of_trust_none(Platform platform, StoreKind kind)
    {
        await using var world = await ReconciliationWorld.CreateAsync(kind);
        var (device, _, _) = await DeliveryTests.StandardAsync(world, platform);
        await world.SettleAsync(device);

        Assert.All(await world.DeploymentsAsync(device.Id), row => Assert.Equal(DeploymentState.Verified, row.State));
        for (var i = 0; i < device.Log.Count; i++)
        {
            Assert.True(device.Log[i] != nameof(CertificatesAction) || device.Log[i + 1] == nameof(InventoryAction), string.Join("; ", device.Log));
        }

        Assert.InRange(device.Log.Count(entry => entry == nameof(CertificatesAction)), 1, device.Log.Count(entry => entry == nameof(InventoryAction)));
        var trustAlone = await ReconciliationWorld.CreateAsync(kind);
        await using (trustAlone)
        {
            await trustAlone.AddProfileAsync(new TrustedCertificateSettings([new TrustedCertificate([1, 2, 3], IsRoot: true)]));
            var other = await trustAlone.AddDeviceAsync(await trustAlone.AddUserAsync("bob"), platform);
            await trustAlone.SettleAsync(other);
            Assert.DoesNotContain(nameof(CertificatesAction), other.Log);
        }
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.PostgreSql)]
    public async Task Identity_that_a_person_deleted_is_put_back_after_the_daily_inventory(StoreKind kind)
    {
        await using var world = await ReconciliationWorld.CreateAsync(kind);
        var (device, profiles, _) = await DeliveryTests.StandardAsync(world, Platform.IOS);
        await world.SettleAsync(device);
        var account = Identifiers.PayloadIdentifier(Identifiers.Account(profiles.Email));
        var before = device.Identities[account].ToHashSet();
        device.Identities[account].Remove(before.First());
        device.Log.Clear();

        world.Time.Advance(TimeSpan.FromDays(1));
        await world.SettleAsync(device);

        Assert.Equal($"install account:{profiles.Email}", Assert.Single(device.Log, entry => entry.StartsWith("install", StringComparison.Ordinal)));
        Assert.Equal(before, device.Identities[account]);
        Assert.All(await world.DeploymentsAsync(device.Id), row => Assert.Equal(DeploymentState.Verified, row.State));
    }

    [Fact]
    public async Task Device_that_never_keeps_the_identity_fails_with_that_reason()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var (device, _, _) = await DeliveryTests.StandardAsync(world, Platform.IOS);
        device.Instead = action => action is CertificatesAction ? new CertificatesReport(action.CommandUuid, new HashSet<string>()) : null;
        await world.SettleAsync(device);

        var identity = (await world.DeploymentsAsync(device.Id)).Single(row => row.Kind == ItemKind.Identity);
        Assert.Equal((DeploymentState.Failed, "identityNotConfirmed"), (identity.State, identity.ErrorCode));
        Assert.Equal(identity.DesiredRevision, identity.InstalledRevision);
        Assert.Equal(DeploymentMachine.MostAttempts, device.Log.Count(entry => entry == $"install {identity.ItemId}"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Device_without_a_list_of_certificates_is_verified_by_its_profiles_and_asked_again_once_a_day(bool refuses)
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var (device, _, _) = await DeliveryTests.StandardAsync(world, Platform.IOS);
        device.Instead = action => action is not CertificatesAction ? null
            : refuses ? new RefusedReport(action.CommandUuid, "MCMDMErrorDomain 12021") : new AcknowledgedReport(action.CommandUuid);
        await world.SettleAsync(device);

        Assert.All(await world.DeploymentsAsync(device.Id), row => Assert.Equal(DeploymentState.Verified, row.State));
        Assert.Single(device.Log, nameof(CertificatesAction));
        Assert.NotNull((await ChannelAsync(world)).CertificateListRefusedDateTime);
        Assert.Equal(1, await world.ReadAsync(db => db.Audit.CountAsync(row => row.Action == "managedDevice.certificateListRefused")));

        device.Instead = _ => null;
        device.Log.Clear();
        world.Time.Advance(TimeSpan.FromDays(1));
        await world.SettleAsync(device);
        Assert.Single(device.Log, nameof(CertificatesAction));
        Assert.Null((await ChannelAsync(world)).CertificateListRefusedDateTime);
    }

    [Fact]
    public async Task List_of_yesterday_does_not_count_today()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var (device, profiles, _) = await DeliveryTests.StandardAsync(world, Platform.IOS);
        CertificatesReport? certificates = null;
        InventoryReport? list = null;
        device.Instead = action =>
        {
            certificates = action is CertificatesAction ? device.ListCertificates(action.CommandUuid, DeploymentChannel.Device) : certificates;
            list = action is InventoryAction ? device.List(action.CommandUuid, DeploymentChannel.Device) : list;
            return null;
        };
        await world.SettleAsync(device);
        device.Instead = _ => null;
        device.Identities[Identifiers.PayloadIdentifier(Identifiers.Account(profiles.Email))].Clear();

        world.Time.Advance(TimeSpan.FromDays(1));
        await world.Worker.RunOnceAsync(default);
        await device.ExchangeAsync(DeploymentChannel.Device, certificates!);
        await device.ExchangeAsync(DeploymentChannel.Device, list!);
        Assert.True((await ChannelAsync(world)).InventoryDue);
        device.Log.Clear();
        await world.SettleAsync(device);

        Assert.Single(device.Log, entry => entry.StartsWith("install account", StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_of_profiles_without_its_certificates_does_not_count()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var (device, _, _) = await DeliveryTests.StandardAsync(world, Platform.IOS);
        device.Instead = action => action is CertificatesAction ? new NotNowReport(action.CommandUuid) : null;
        await world.Worker.RunOnceAsync(default);
        await world.Connector.RunAsync();
        await device.SyncAsync();
        var rows = await world.DeploymentsAsync(device.Id);
        var inventory = Diff.InventoryOf([.. rows.Select(DeploymentMapping.ToDomain)], DeploymentChannel.Device, (await ChannelAsync(world)).Inventories);

        Assert.IsType<CertificatesAction>(await device.ExchangeAsync(DeploymentChannel.Device, device.List(inventory.CommandUuid, DeploymentChannel.Device)));
        Assert.Contains(await world.DeploymentsAsync(device.Id), row => row.State == DeploymentState.Delivered);
    }

    private static Task<AppleChannelRow> ChannelAsync(ReconciliationWorld world) => world.ReadAsync(db => db.AppleChannels.AsNoTracking().SingleAsync());
}
