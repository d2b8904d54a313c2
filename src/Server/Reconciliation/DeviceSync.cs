using Chancery.Domain;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Reconciliation;

/// <summary>The conversation with a device, in terms of deployments.</summary>
internal sealed class DeviceSync(
    Reconciler reconciler, DeviceEnd end, DeviceDetails details, DeviceLocks locks, AuditWriter audit, TimeProvider time) : IDeviceSync
{
    public async Task<SyncAction?> ExchangeAsync(
        ChanceryDbContext db, Guid deviceId, DeploymentChannel channel, SyncReport report, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginChangeAsync(cancellationToken);
        var now = time.GetUtcNow();
        var device = await db.Devices.FirstOrDefaultAsync(row => row.Id == deviceId, cancellationToken);
        if (device is not { UnenrolledDateTime: null })
        {
            return null;
        }

        var deployments = await LoadAsync(db, deviceId, now, cancellationToken);
        var inventories = await Inventories.LoadAsync(db, audit, deviceId, cancellationToken);
        var locked = await DeviceLocks.FindAsync(db, deviceId, cancellationToken);
        var ours = ReportApplier.Apply(deployments, channel, report, now)
            || await inventories.ApplyAsync(deployments, channel, report, now, cancellationToken)
            || await details.ReportedAsync(db, device, channel, report, now, cancellationToken)
            || await locks.ReportedAsync(db, locked, channel, report, cancellationToken);
        var ended = !ours && await end.ReportedAsync(db, device, deployments, report, cancellationToken);
        SyncAction? action = null;
        if (!ended)
        {
            if (device.NeedsPlan)
            {
                deployments = await PlanAsync(db, deviceId, now, cancellationToken);
            }

            var rests = !ours && report is NotNowReport or RefusedReport;
            var connection = new Connection(now, IsFresh: report is IdleReport, rests, inventories.Taken(channel));
            action = device.ManagementState == ManagementState.WipePending
                ? await DeviceEnd.NextAsync(db, device, deployments, channel, connection, cancellationToken)
                : DeviceLocks.Next(locked, channel, connection)
                    ?? DeviceDetails.Next(device, channel, connection)
                    ?? inventories.Next(deployments, channel, connection)
                    ?? await NextAsync(db, device, deployments, inventories, (channel, connection), cancellationToken);
            var hasNews = DeviceDetails.IsDue(device) || locked is { State: DeviceActionState.Pending or DeviceActionState.Active }
                || inventories.AnyDue || Diff.NeedsAttention(deployments.All, now);
            await WriteAttentionAsync(db, device, hasNews, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return action;
    }

    public async Task CheckedOutAsync(ChanceryDbContext db, Guid deviceId, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginChangeAsync(cancellationToken);
        var device = await db.Devices.AsNoTracking().FirstOrDefaultAsync(row => row.Id == deviceId, cancellationToken);
        if (device is { UnenrolledDateTime: null })
        {
            var deployments = await LoadAsync(db, deviceId, time.GetUtcNow(), cancellationToken);
            await end.CheckedOutAsync(db, device, deployments, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public Task RetireAsync(ChanceryDbContext db, DeviceRow device, CancellationToken cancellationToken) =>
        end.AskAsync(db, device, DeviceActionKind.Retire, cancellationToken);

    public Task WipeAsync(ChanceryDbContext db, DeviceRow device, CancellationToken cancellationToken) =>
        end.AskAsync(db, device, DeviceActionKind.Wipe, cancellationToken);

    public Task<bool> LockAsync(ChanceryDbContext db, DeviceRow device, CancellationToken cancellationToken) =>
        locks.AskAsync(db, device, cancellationToken);

    private static async Task<DeviceDeployments> LoadAsync(ChanceryDbContext db, Guid deviceId, DateTimeOffset now, CancellationToken cancellation) =>
        new(db, deviceId, await db.Deployments.Where(row => row.DeviceId == deviceId).ToListAsync(cancellation), now);

    // A device that is here already does not wait for the background worker's turn.
    private async Task<DeviceDeployments> PlanAsync(ChanceryDbContext db, Guid deviceId, DateTimeOffset now, CancellationToken cancellation)
    {
        await db.SaveChangesAsync(cancellation);
        await Marking.ClaimAsync(db, [deviceId], cancellation);
        await reconciler.ReconcileAsync(db, [deviceId], cancellation);
        return await LoadAsync(db, deviceId, now, cancellation);
    }

    private static async Task<SyncAction?> NextAsync(
        ChanceryDbContext db, DeviceRow device, DeviceDeployments deployments, Inventories inventories,
        (DeploymentChannel Channel, Connection Connection) on, CancellationToken cancellation)
    {
        if (Diff.Next(deployments.All, on.Channel, on.Connection) is not { } step)
        {
            return device.ManagementState == ManagementState.RetirePending
                ? await DeviceEnd.NextAsync(db, device, deployments, on.Channel, on.Connection, cancellation)
                : null;
        }

        switch (step)
        {
            case InstallStep install:
                deployments.Set(DeploymentMachine.Offered(deployments.Find(install.ItemId)!, install));
                var sealedProfileId = deployments.Row(install.ItemId).SealedProfileId;
                var bytes = await db.SealedProfiles.AsNoTracking().Where(row => row.Id == sealedProfileId).Select(row => row.Bytes).SingleAsync(cancellation);
                return new InstallAction(install.CommandUuid, install.ItemId, bytes);
            case RemoveStep remove:
                deployments.Set(DeploymentMachine.Offered(deployments.Find(remove.ItemId)!, remove));
                return new RemoveAction(remove.CommandUuid, Identifiers.PayloadIdentifier(remove.ItemId));
            case InventoryStep:
                return inventories.Ask(deployments, on.Channel);
            default:
                throw new InvalidOperationException($"No action is known for {step.GetType().Name}.");
        }
    }

    private static async Task WriteAttentionAsync(ChanceryDbContext db, DeviceRow device, bool hasNews, CancellationToken cancellation)
    {
        var needs = hasNews || device.ManagementState is ManagementState.RetirePending or ManagementState.WipePending;
        await db.Devices.Where(row => row.Id == device.Id && row.NeedsAttention != needs)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.NeedsAttention, needs), cancellation);
    }
}
