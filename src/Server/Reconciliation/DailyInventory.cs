using System.Globalization;
using Chancery.Domain;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Reconciliation;

/// <summary>Has every device asked once a day what it has and what it is.</summary>
internal static class DailyInventory
{
    private const string Setting = "inventory.marked";
    private static readonly TimeSpan Rhythm = TimeSpan.FromDays(1);

    /// <summary>Marks all channels where a day has passed since the last time, whatever server did it.</summary>
    public static async Task MarkAsync(ChanceryDbContext db, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await IsRecentAsync(db, now, cancellation))
        {
            return;
        }

        await using var transaction = await db.BeginChangeAsync(cancellation);
        var row = await db.Settings.FirstOrDefaultAsync(setting => setting.Name == Setting, cancellation);
        var first = row is null;
        if (row is null)
        {
            row = new SettingRow { Name = Setting };
            db.Settings.Add(row);
        }

        (row.Value, row.LastModifiedDateTime) = (now.ToString("O", CultureInfo.InvariantCulture), now);
        await db.SaveChangesAsync(cancellation);
        if (!first)
        {
            await MarkAllAsync(db, cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    private static async Task MarkAllAsync(ChanceryDbContext db, CancellationToken cancellation)
    {
        await db.AppleChannels.Where(channel => channel.Bound && channel.Enabled && !channel.InventoryDue)
            .ExecuteUpdateAsync(set => set.SetProperty(channel => channel.InventoryDue, true), cancellation);
        await db.Devices
            .Where(device => device.UnenrolledDateTime == null && device.ManagementState == ManagementState.Managed)
            .ExecuteUpdateAsync(
                set => set.SetProperty(device => device.NeedsAttention, true).SetProperty(device => device.InventoryDue, true)
                    .SetProperty(device => device.SecurityInfoDue, true),
                cancellation);
    }

    private static async Task<bool> IsRecentAsync(ChanceryDbContext db, DateTimeOffset now, CancellationToken cancellation)
    {
        var since = now - Rhythm;
        return await db.Settings.AnyAsync(setting => setting.Name == Setting && setting.LastModifiedDateTime > since, cancellation);
    }
}
