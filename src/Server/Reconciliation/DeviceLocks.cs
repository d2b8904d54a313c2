using System.Globalization;
using Chancery.Domain;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Reconciliation;

/// <summary>The remote lock: asked for by an administrator, told to the device at its next sync before anything else, its result recorded.</summary>
internal sealed class DeviceLocks(AuditWriter audit, TimeProvider time)
{
    /// <summary>The locks that are not answered yet.</summary>
    public static IQueryable<DeviceActionRow> Open(ChanceryDbContext db) => db.DeviceActions
        .Where(row => row.Kind == DeviceActionKind.Lock && (row.State == DeviceActionState.Pending || row.State == DeviceActionState.Active));

    /// <summary>The lock that a device is to be told, if there is one.</summary>
    public static Task<DeviceActionRow?> FindAsync(ChanceryDbContext db, Guid deviceId, CancellationToken cancellation) =>
        Open(db).Where(row => row.DeviceId == deviceId).OrderBy(row => row.CreatedDateTime).FirstOrDefaultAsync(cancellation);

    /// <summary>An administrator asked for it. Does not save.</summary>
    /// <returns>Whether it is new; while one waits, another adds nothing.</returns>
    public async Task<bool> AskAsync(ChanceryDbContext db, DeviceRow device, CancellationToken cancellation)
    {
        if (await FindAsync(db, device.Id, cancellation) is not null)
        {
            return false;
        }

        var now = time.GetUtcNow();
        device.NeedsAttention = true;
        db.DeviceActions.Add(new DeviceActionRow
        {
            Id = Guid.CreateVersion7(now),
            DeviceId = device.Id,
            Kind = DeviceActionKind.Lock,
            Actor = "admin",
            CreatedDateTime = now,
            LastModifiedDateTime = now,
        });
        return true;
    }

    /// <summary>Tells it; null where there is none, or it has just been put off.</summary>
    public static SyncAction? Next(DeviceActionRow? action, DeploymentChannel channel, Connection connection)
    {
        if (action is not { State: DeviceActionState.Pending or DeviceActionState.Active }
            || channel != DeploymentChannel.Device
            || (!connection.IsFresh && action.NotNowUntil > connection.Now))
        {
            return null;
        }

        var uuid = Identifiers.Uuid("lock", action.Id.ToString(), action.Attempts.ToString(CultureInfo.InvariantCulture));
        if (action.OfferedCommandUuid != uuid)
        {
            (action.State, action.OfferedCommandUuid, action.LastModifiedDateTime) = (DeviceActionState.Active, uuid, connection.Now);
        }

        return new LockAction(uuid);
    }

    /// <summary>Takes in the device's answer.</summary>
    /// <returns>Whether the report was about the lock.</returns>
    public async Task<bool> ReportedAsync(
        ChanceryDbContext db, DeviceActionRow? action, DeploymentChannel channel, SyncReport report, CancellationToken cancellation)
    {
        if (channel != DeploymentChannel.Device || action is not { OfferedCommandUuid: { } offered })
        {
            return false;
        }

        var now = time.GetUtcNow();
        switch (report)
        {
            case AcknowledgedReport acknowledged when acknowledged.CommandUuid == offered:
                (action.State, action.LastModifiedDateTime) = (DeviceActionState.Done, now);
                break;
            case RefusedReport refused when refused.CommandUuid == offered:
                (action.State, action.LastModifiedDateTime) = (DeviceActionState.Failed, now);
                (action.ErrorCode, action.ErrorDetail) = ("commandRefusedByDevice", refused.Detail);
                break;
            case NotNowReport notNow when notNow.CommandUuid == offered:
                (action.OfferedCommandUuid, action.NotNowUntil, action.LastModifiedDateTime) = (null, now + DeploymentMachine.Rest, now);
                action.Attempts++;
                return true;
            default:
                return false;
        }

        var what = action.State == DeviceActionState.Done ? "managedDevice.locked" : "managedDevice.lockRefused";
        await audit.AppendAsync(
            db,
            new AuditEntry($"device:{action.DeviceId}", what, "managedDevice", action.DeviceId.ToString(), new { action.ErrorDetail }),
            cancellation);
        return true;
    }
}
