using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Server.Reconciliation;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Chancery.Server.Tests.Reconciliation;

/// <summary>From a change to a verified deployment, over a real database.</summary>
public sealed class DeliveryTests
{
    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.PostgreSql)]
    public async Task Device_gets_trust_then_history_then_its_account_and_comes_to_rest(StoreKind kind)
    {
        await using var world = await ReconciliationWorld.CreateAsync(kind);
        var (device, profiles, _) = await StandardAsync(world, Platform.IOS);
        await world.SettleAsync(device);

        var rows = await world.DeploymentsAsync(device.Id);
        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.Equal(DeploymentState.Verified, row.State));
        var installs = device.Log.Where(entry => entry.StartsWith("install", StringComparison.Ordinal)).ToList();
        Assert.Equal($"install trust:{profiles.Trust}", installs[0]);
        Assert.Equal($"install account:{profiles.Email}", installs[^1]);
        Assert.Contains(nameof(InventoryAction), device.Log[..device.Log.IndexOf(installs[^1])]);

        var flags = await world.ReadAsync(db => db.Devices.AsNoTracking().SingleAsync());
        Assert.False(flags.NeedsAttention);
        Assert.False(flags.NeedsPlan);
        Assert.Null(flags.PlanWarningsJson);
    }

    [Fact]
    public async Task New_current_certificate_moves_the_old_one_into_history_before_the_account_is_replaced()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var (device, profiles, user) = await StandardAsync(world, Platform.IOS);
        await world.SettleAsync(device);
        device.Log.Clear();

        await world.ImportAsync(user, 2026);
        await world.SettleAsync(device);

        var commands = device.Log.Where(entry => entry is not (nameof(InventoryAction) or nameof(CertificatesAction))).ToList();
        Assert.Equal(2, commands.Count);
        Assert.StartsWith($"install identity:{profiles.Encryption}:", commands[0], StringComparison.Ordinal);
        Assert.Equal($"install account:{profiles.Email}", commands[1]);
        Assert.Equal([nameof(CertificatesAction), nameof(InventoryAction)], device.Log[1..3]);
    }

    [Fact]
    public async Task Adding_history_never_touches_the_account()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var (device, _, user) = await StandardAsync(world, Platform.IOS);
        await world.SettleAsync(device);
        device.Log.Clear();

        await world.ImportAsync(user, 2012);
        await world.SettleAsync(device);

        Assert.DoesNotContain(device.Log, entry => entry.Contains("account", StringComparison.Ordinal));
        Assert.Single(device.Log, entry => entry.StartsWith("install identity:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_left_after_unassigning_everything()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var (device, _, _) = await StandardAsync(world, Platform.MacOS);
        await world.SettleAsync(device);
        Assert.NotEmpty(device.Profiles);

        await world.UnassignAllAsync();
        await world.SettleAsync(device);

        Assert.Empty(device.Profiles);
        Assert.All(await world.DeploymentsAsync(device.Id), row => Assert.Equal(DeploymentState.Removed, row.State));
        Assert.All(await world.ReadAsync(db => db.IssuedCertificates.AsNoTracking().ToListAsync()), row => Assert.Equal(RevocationState.None, row.Revocation));
    }

    [Fact]
    public async Task Planning_again_changes_nothing_and_seals_nothing_twice()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var (device, _, _) = await StandardAsync(world, Platform.IOS);
        await world.SettleAsync(device);
        var done = world.Connector.Done.Count;
        var versions = (await world.DeploymentsAsync(device.Id)).ConvertAll(row => row.Version);

        await world.ChangeAsync(db => Marking.DeviceAsync(db, device.Id));
        await world.SettleAsync(device);

        Assert.Equal(done, world.Connector.Done.Count);
        Assert.Equal(versions, (await world.DeploymentsAsync(device.Id)).ConvertAll(row => row.Version));
    }

    [Fact]
    public async Task Certificate_past_its_renewal_time_is_replaced_once()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var (device, _, _) = await StandardAsync(world, Platform.IOS);
        await world.SettleAsync(device);
        device.Log.Clear();

        world.Time.Advance(TimeSpan.FromDays(365 * 0.8 + 1));
        await world.SettleAsync(device);

        Assert.Single(device.Log, entry => entry.StartsWith("install", StringComparison.Ordinal));
        var issued = await world.ReadAsync(db => db.IssuedCertificates.AsNoTracking().OrderBy(row => row.IssuedDateTime).ToListAsync());
        Assert.Equal(2, issued.Count);
        Assert.NotNull(issued[0].SupersededDateTime);
        Assert.Null(issued[1].SupersededDateTime);
        Assert.Equal(RevocationState.None, issued[0].Revocation);
    }

    [Fact]
    public async Task Mac_waits_for_its_user_channel_and_gets_the_rest_when_it_is_bound()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var (device, _, _) = await StandardAsync(world, Platform.MacOS, userChannel: false);
        await world.SettleAsync(device);
        var rows = await world.DeploymentsAsync(device.Id);
        Assert.Equal(2, rows.Count(row => row.State == DeploymentState.WaitingForChannel));
        Assert.Empty(world.Connector.Done);

        await world.ChangeAsync(async db =>
        {
            db.AppleChannels.Add(world.NewChannel(device.Id, userId: "0A"));
            await Marking.DeviceAsync(db, device.Id);
        });
        await world.SettleAsync(device);

        Assert.All(await world.DeploymentsAsync(device.Id), row => Assert.Equal(DeploymentState.Verified, row.State));
        Assert.Equal(2, device.Profiles.Values.Count(profile => profile.Channel == DeploymentChannel.User));
    }

    [Fact]
    public async Task Profile_the_device_keeps_refusing_fails_with_what_the_device_said()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var (device, profiles, _) = await StandardAsync(world, Platform.IOS);
        device.Instead = action => action is InstallAction { ItemId: var item } && item.StartsWith("account", StringComparison.Ordinal)
            ? new RefusedReport(action.CommandUuid, "MCProfileErrorDomain 1000")
            : null;
        await world.SettleAsync(device);

        var account = (await world.DeploymentsAsync(device.Id)).Single(row => row.Kind == ItemKind.Account);
        Assert.Equal(DeploymentState.Failed, account.State);
        Assert.Equal("profileRefusedByDevice", account.ErrorCode);
        Assert.Equal("MCProfileErrorDomain 1000", account.ErrorDetail);
        Assert.Equal(DeploymentMachine.MostAttempts, device.Log.Count(entry => entry == $"install account:{profiles.Email}"));
    }

    [Fact]
    public async Task Not_now_ends_the_connection_and_the_next_one_asks_again()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var (device, _, _) = await StandardAsync(world, Platform.IOS);
        device.Instead = action => new NotNowReport(action.CommandUuid);
        await world.Worker.RunOnceAsync(default);
        await world.Connector.RunAsync();
        Assert.InRange(await device.SyncAsync(), 1, 4);

        device.Instead = _ => null;
        await world.SettleAsync(device);
        Assert.All(await world.DeploymentsAsync(device.Id), row => Assert.Equal(DeploymentState.Verified, row.State));
    }

    [Fact]
    public async Task Late_inventory_does_not_undo_what_happened_since()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var (device, _, _) = await StandardAsync(world, Platform.IOS);
        InventoryReport? old = null;
        device.Instead = action =>
        {
            old ??= action is InventoryAction ? new InventoryReport(action.CommandUuid, new Dictionary<string, Guid>()) : null;
            return null;
        };
        await world.SettleAsync(device);

        Assert.Null(await device.ExchangeAsync(DeploymentChannel.Device, old!));
        Assert.All(await world.DeploymentsAsync(device.Id), row => Assert.Equal(DeploymentState.Verified, row.State));
    }

    [Theory]
    [InlineData(Platform.IOS)]
    [InlineData(Platform.MacOS)]
    public async Task Profile_that_a_person_removed_is_put_back_after_the_daily_inventory(Platform platform)
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var (device, profiles, _) = await StandardAsync(world, platform);
        await world.SettleAsync(device);
        var before = device.Profiles.ToDictionary();
        device.Profiles.Remove(Identifiers.PayloadIdentifier(Identifiers.Account(profiles.Email)));
        device.Log.Clear();
        await world.SettleAsync(device);
        Assert.Empty(device.Log);

        world.Time.Advance(TimeSpan.FromDays(1));
        await world.SettleAsync(device);

        Assert.Equal(before, device.Profiles);
        Assert.Equal([nameof(DetailsAction), nameof(SecurityAction)], device.Log[..2]);
        Assert.Single(device.Log, entry => entry.StartsWith("install", StringComparison.Ordinal));
        Assert.False((await world.ReadAsync(db => db.Devices.AsNoTracking().SingleAsync())).NeedsAttention);
    }

    [Fact]
    public async Task Refused_sealing_fails_the_deployment_with_the_connectors_code()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var (device, _, _) = await StandardAsync(world, Platform.IOS);
        world.Connector.Refuse = body => body is SealProfileWork { ItemId: var item } && item.StartsWith("account", StringComparison.Ordinal)
            ? new WorkRefused(new Error("invalidRequest", "subject"), Retryable: false)
            : null;
        await world.SettleAsync(device);

        var rows = await world.DeploymentsAsync(device.Id);
        var account = rows.Single(row => row.Kind == ItemKind.Account);
        Assert.Equal((DeploymentState.Failed, "invalidRequest"), (account.State, account.ErrorCode));
        Assert.All(rows.Where(row => row.Kind != ItemKind.Account), row => Assert.Equal(DeploymentState.Verified, row.State));
    }

    internal static async Task<(FakeDevice Device, StandardProfiles Profiles, Guid UserId)> StandardAsync(
        ReconciliationWorld world, Platform platform, bool userChannel = true)
    {
        var user = await world.AddUserAsync("alice");
        var profiles = await StandardProfiles.AddAsync(world);
        foreach (var year in new[] { 2019, 2022 })
        {
            await world.ImportAsync(user, year);
        }

        return (await world.AddDeviceAsync(user, platform, userChannel), profiles, user);
    }
}

/// <summary>The four profiles of the main job.</summary>
internal sealed record StandardProfiles(Guid Trust, Guid Encryption, Guid Signing, Guid Email)
{
    public static async Task<StandardProfiles> AddAsync(ReconciliationWorld world, AssignmentTarget target = AssignmentTarget.AllUsers, Guid? groupId = null)
    {
        var trust = await world.AddProfileAsync(new TrustedCertificateSettings([new TrustedCertificate([1, 2, 3], IsRoot: true)]), target, groupId);
        var encryption = await world.AddProfileAsync(new ImportedPfxSettings(IntendedPurpose.SmimeEncryption), target, groupId);
        var signing = await world.AddProfileAsync(new PkcsCertificateSettings(), target, groupId);
        var email = new EmailSettings { HostName = "mail.example.test", AccountName = "Work", SigningProfileId = signing, EncryptionProfileId = encryption };
        return new StandardProfiles(trust, encryption, signing, await world.AddProfileAsync(email, target, groupId));
    }
}
