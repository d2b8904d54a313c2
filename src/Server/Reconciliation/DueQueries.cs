using Chancery.Storage;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Reconciliation;

/// <summary>Whether there is anything to plan: asked by reading, since a change must wait for its turn.</summary>
internal static class DueQueries
{
    public static Task<bool> AnyMarkedAsync(ChanceryDbContext db, CancellationToken cancellation) =>
        db.Devices.AnyAsync(device => device.NeedsPlan, cancellation);

    public static Task<bool> AnyDueAsync(ChanceryDbContext db, DateTimeOffset now, CancellationToken cancellation) =>
        db.Devices.AnyAsync(device => device.UnenrolledDateTime == null && device.PlanDueDateTime <= now, cancellation);
}
