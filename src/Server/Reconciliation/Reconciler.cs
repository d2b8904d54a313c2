using System.Text.Json;
using Chancery.Domain;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Reconciliation;

/// <summary>
/// Brings the deployments of devices to what their plans say: loads facts in bulk, plans, diffs, and writes rows and seal work in the caller's
/// transaction. Running it again changes nothing.
/// </summary>
internal sealed class Reconciler(Sealing sealing, TimeProvider time)
{
    /// <summary>Plans devices that were claimed (<see cref="Marking"/>) in the same transaction. Saves, does not commit.</summary>
    /// <param name="db">A context in a change's transaction.</param>
    /// <param name="deviceIds">The devices.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task ReconcileAsync(ChanceryDbContext db, IReadOnlyCollection<Guid> deviceIds, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var facts = await BatchFacts.LoadAsync(db, deviceIds, now, cancellation);
        var rows = (await db.Deployments.Where(row => deviceIds.Contains(row.DeviceId)).ToListAsync(cancellation)).ToLookup(row => row.DeviceId);
        var planned = new List<PlannedDevice>();
        foreach (var device in facts.Devices)
        {
            var plan = Plan.For(facts.Of(device));
            var deployments = new DeviceDeployments(db, device.Id, rows[device.Id], now);
            deployments.Apply(Diff.Between(plan, deployments.All).ToList());
            planned.Add(new PlannedDevice(device, plan, deployments, facts.HasQuestions(device)));
        }

        await sealing.PrepareAsync(db, planned, cancellation);
        await db.SaveChangesAsync(cancellation);
        await WriteFlagsAsync(db, planned, now, cancellation);
    }

    // Set-wise and past the version: a plan is no edit that an administrator's ETag should notice.
    private static async Task WriteFlagsAsync(ChanceryDbContext db, List<PlannedDevice> planned, DateTimeOffset now, CancellationToken cancellation)
    {
        var changed = planned
            .Select(entry => (entry.Device, Flags: Flags(entry, now)))
            .Where(entry => entry.Flags != new DeviceFlags(entry.Device.NeedsAttention, entry.Device.PlanDueDateTime, entry.Device.PlanWarningsJson))
            .GroupBy(entry => entry.Flags, entry => entry.Device.Id);
        foreach (var group in changed)
        {
            var ids = group.ToList();
            await db.Devices.Where(device => ids.Contains(device.Id)).ExecuteUpdateAsync(
                set => set.SetProperty(device => device.NeedsAttention, group.Key.NeedsAttention)
                    .SetProperty(device => device.PlanDueDateTime, group.Key.PlanDue)
                    .SetProperty(device => device.PlanWarningsJson, group.Key.Warnings),
                cancellation);
        }
    }

    private static DeviceFlags Flags(PlannedDevice entry, DateTimeOffset now) => new(
        entry.Device.ManagementState is ManagementState.RetirePending or ManagementState.WipePending
            || entry.HasQuestions || Diff.NeedsAttention(entry.Deployments.All, now),
        entry.Plan.RenewalDue,
        entry.Plan.Warnings.IsEmpty ? null : JsonSerializer.Serialize(entry.Plan.Warnings, JsonSerializerOptions.Web));

    private readonly record struct DeviceFlags(bool NeedsAttention, DateTimeOffset? PlanDue, string? Warnings);
}

/// <summary>A device with its plan and its deployments, and whether it is to be asked or told something that its deployments do not say.</summary>
internal sealed record PlannedDevice(DeviceRow Device, DevicePlan Plan, DeviceDeployments Deployments, bool HasQuestions);
