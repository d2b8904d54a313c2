using System.Globalization;
using System.Text.Json;
using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Reconciliation;

/// <summary>
/// How a device leaves: retired, wiped, or by itself. Each end is one transaction: deployments, revocations, the binding's end, the audit line.
/// </summary>
internal sealed class DeviceEnd(WorkQueue queue, AuditWriter audit, TimeProvider time)
{
    // A Mac whose person never logs in again keeps its user channel closed: management ends all the same, and what could not be confirmed says so.
    private static readonly TimeSpan LongestRetirement = TimeSpan.FromDays(1);
    private static readonly EndOfLifePolicy Policy = new();

    /// <summary>An administrator asked for it. Does not save.</summary>
    public async Task AskAsync(ChanceryDbContext db, DeviceRow device, DeviceActionKind kind, CancellationToken cancellation)
    {
        var state = kind == DeviceActionKind.Wipe ? ManagementState.WipePending : ManagementState.RetirePending;
        if (device.UnenrolledDateTime is not null || device.ManagementState == state)
        {
            return;
        }

        var now = time.GetUtcNow();
        (device.ManagementState, device.NeedsPlan, device.NeedsAttention, device.LastModifiedDateTime) = (state, true, true, now);
        if (!await OpenActions(db, device.Id, kind).AnyAsync(cancellation))
        {
            db.DeviceActions.Add(new DeviceActionRow
            {
                Id = Guid.CreateVersion7(now),
                DeviceId = device.Id,
                Kind = kind,
                Actor = "admin",
                CreatedDateTime = now,
                LastModifiedDateTime = now,
            });
        }

        // The device may be lost: what was issued for it does not wait until it calls again (S/MIME BR 4.9.1.1).
        await RevokeAsync(db, device, kind == DeviceActionKind.Wipe ? EndOfLifeEvent.Wiped : EndOfLifeEvent.Retired, now, cancellation);
        db.WhenCommitted(db.Signal.Marked.Raise);
    }

    /// <summary>The last step of a retirement, or the one step of a wipe; null where it is not time yet.</summary>
    public static async Task<SyncAction?> NextAsync(
        ChanceryDbContext db, DeviceRow device, DeviceDeployments deployments, DeploymentChannel channel, Connection connection, CancellationToken cancellation)
    {
        var wipe = device.ManagementState == ManagementState.WipePending;
        if (channel != DeploymentChannel.Device || await FindAsync(db, device, cancellation) is not { } action)
        {
            return null;
        }

        var rests = !connection.IsFresh && action.NotNowUntil > connection.Now;
        if (rests || (!wipe && !IsEmpty(deployments, connection.Now - action.CreatedDateTime > LongestRetirement)))
        {
            return null;
        }

        var uuid = Identifiers.Uuid(wipe ? "erase" : "remove management", device.Id.ToString(), action.Attempts.ToString(CultureInfo.InvariantCulture));
        (action.State, action.OfferedCommandUuid, action.LastModifiedDateTime) = (DeviceActionState.Active, uuid, connection.Now);
        return wipe ? new EraseAction(uuid) : new RemoveAction(uuid, Identifiers.ManagementProfile);
    }

    /// <summary>A report that was about no deployment: perhaps about the device's end.</summary>
    /// <returns>Whether the device has ended with it.</returns>
    public async Task<bool> ReportedAsync(
        ChanceryDbContext db, DeviceRow device, DeviceDeployments deployments, SyncReport report, CancellationToken cancellation)
    {
        if (device.ManagementState is not (ManagementState.RetirePending or ManagementState.WipePending)
            || report is IdleReport or InventoryReport
            || await FindAsync(db, device, cancellation) is not { OfferedCommandUuid: { } offered } action)
        {
            return false;
        }

        var now = time.GetUtcNow();
        switch (report)
        {
            case AcknowledgedReport acknowledged when acknowledged.CommandUuid == offered:
                var retired = action.Kind == DeviceActionKind.Retire;
                await EndAsync(
                    db, device, deployments, retired ? ManagementState.Retired : ManagementState.Wiped,
                    retired ? EndOfLifeEvent.Retired : EndOfLifeEvent.Wiped, cancellation);
                return true;
            case NotNowReport notNow when notNow.CommandUuid == offered:
                (action.OfferedCommandUuid, action.NotNowUntil, action.LastModifiedDateTime) = (null, now + DeploymentMachine.Rest, now);
                return false;
            case RefusedReport refused when refused.CommandUuid == offered:
                (action.OfferedCommandUuid, action.NotNowUntil, action.LastModifiedDateTime) = (null, now + DeploymentMachine.Rest, now);
                (action.Attempts, action.ErrorCode, action.ErrorDetail) = (action.Attempts + 1, "profileRefusedByDevice", refused.Detail);
                return false;
            default:
                return false;
        }
    }

    /// <summary>The device left by itself: or as the last step of its retirement, when removing the MDM profile made it check out.</summary>
    public async Task CheckedOutAsync(ChanceryDbContext db, DeviceRow device, DeviceDeployments deployments, CancellationToken cancellation)
    {
        var retired = device.ManagementState == ManagementState.RetirePending && IsEmpty(deployments, ofDeviceChannelOnly: false);
        await EndAsync(
            db, device, deployments, retired ? ManagementState.Retired : ManagementState.Unenrolled,
            retired ? EndOfLifeEvent.Retired : EndOfLifeEvent.CheckedOut, cancellation);
    }

    private static bool IsEmpty(DeviceDeployments deployments, bool ofDeviceChannelOnly) => deployments.All
        .Where(row => !ofDeviceChannelOnly || row.Channel == DeploymentChannel.Device)
        .All(row => row.State is DeploymentState.Removed or DeploymentState.RemovedUnconfirmed);

    private static IQueryable<DeviceActionRow> OpenActions(ChanceryDbContext db, Guid deviceId, DeviceActionKind kind) => db.DeviceActions
        .Where(row => row.DeviceId == deviceId && row.Kind == kind && (row.State == DeviceActionState.Pending || row.State == DeviceActionState.Active));

    private static async Task<DeviceActionRow?> FindAsync(ChanceryDbContext db, DeviceRow device, CancellationToken cancellation)
    {
        var kind = device.ManagementState == ManagementState.WipePending ? DeviceActionKind.Wipe : DeviceActionKind.Retire;
        return await OpenActions(db, device.Id, kind).OrderBy(row => row.CreatedDateTime).FirstOrDefaultAsync(cancellation);
    }

    private async Task EndAsync(
        ChanceryDbContext db, DeviceRow device, DeviceDeployments deployments, ManagementState state, EndOfLifeEvent what, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        deployments.SetAll(EndOfLife.Of(what, deployments.All, [], Policy, now).Deployments);
        var revoked = await RevokeAsync(db, device, what, now, cancellation);
        await EndActionsAsync(db, device, what, now, cancellation);
        await db.Devices.Where(row => row.Id == device.Id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.ManagementState, state).SetProperty(row => row.UnenrolledDateTime, now)
                .SetProperty(row => row.NeedsPlan, false).SetProperty(row => row.NeedsAttention, false)
                .SetProperty(row => row.PlanDueDateTime, (DateTimeOffset?)null)
                .SetProperty(row => row.LastModifiedDateTime, now).SetProperty(row => row.Version, row => row.Version + 1),
            cancellation);
        await db.Enrollments.Where(row => row.Id == device.EnrollmentId).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, EnrollmentState.Ended).SetProperty(row => row.LastModifiedDateTime, now)
                .SetProperty(row => row.Version, row => row.Version + 1),
            cancellation);
        await audit.AppendAsync(
            db,
            new AuditEntry(
                $"device:{device.Id}", $"managedDevice.{JsonNamingPolicy.CamelCase.ConvertName(state.ToString())}", "managedDevice", device.Id.ToString(),
                new { revoked }),
            cancellation);
    }

    /// <summary>Ends the device's binding, and has revoked what was issued for it and is not yet; imported certificates never are.</summary>
    /// <returns>The serial numbers.</returns>
    private async Task<IReadOnlyList<string>> RevokeAsync(
        ChanceryDbContext db, DeviceRow device, EndOfLifeEvent what, DateTimeOffset now, CancellationToken cancellation)
    {
        var rows = await db.IssuedCertificates.Where(row => row.DeviceId == device.Id).ToListAsync(cancellation);
        var plan = EndOfLife.Of(what, [], rows.Select(ToDomain), Policy, now);
        var serials = plan.Revoked.ToHashSet(StringComparer.Ordinal);
        foreach (var row in rows.Where(row => serials.Contains(row.SerialNumber)))
        {
            (row.Revocation, row.RevocationReason, row.RevocationChangedDateTime) = (RevocationState.Pending, plan.Reason, now);
        }

        await queue.EnqueueAsync(
            db,
            new WorkRequest
            {
                Kind = "endBinding",
                SubjectKey = $"endBinding:{device.EnrollmentId}",
                BodyJson = JsonSerializer.Serialize<WorkBody>(new EndBindingWork(device.EnrollmentId, Policy.RevokeIssued), ConnectorJson.Options),
                MostAttempts = 1000,
            },
            cancellation);
        return [.. plan.Revoked];
    }

    private static async Task EndActionsAsync(ChanceryDbContext db, DeviceRow device, EndOfLifeEvent what, DateTimeOffset now, CancellationToken cancellation)
    {
        var open = await db.DeviceActions
            .Where(row => row.DeviceId == device.Id && (row.State == DeviceActionState.Pending || row.State == DeviceActionState.Active))
            .ToListAsync(cancellation);
        foreach (var action in open)
        {
            var done = (action.Kind, what) is (DeviceActionKind.Retire, EndOfLifeEvent.Retired) or (DeviceActionKind.Wipe, EndOfLifeEvent.Wiped);
            (action.State, action.LastModifiedDateTime) = (done ? DeviceActionState.Done : DeviceActionState.Unconfirmed, now);
        }
    }

    private static IssuedCertificate ToDomain(IssuedCertificateRow row) => new(
        row.SerialNumber, row.Thumbprint, row.DeviceId, row.ProfileId, row.ItemId, row.Revision, row.NotBefore, row.NotAfter, row.IssuedDateTime,
        row.Revocation == RevocationState.Revoked ? row.RevocationChangedDateTime : null);
}
