using Chancery.Domain;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Storage;

/// <summary>The rules of leases.</summary>
internal static class WorkLease
{
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(5);

    public static Error Lost(Guid id) => new("leaseLost", id.ToString());

    /// <summary>1, 2, 4 … seconds, at most five minutes.</summary>
    public static TimeSpan Backoff(int attempts)
    {
        var seconds = Math.Pow(2, Math.Clamp(attempts - 1, 0, 20));
        return seconds < LongestBackoff.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestBackoff;
    }

    /// <summary>The work whose last lease has this token, locked until the transaction ends; null where another lease has been given, or it was cancelled.</summary>
    /// <exception cref="InvalidOperationException">There is no transaction.</exception>
    public static async Task<WorkRow?> HoldAsync(ChanceryDbContext context, Guid id, string leaseToken, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        await context.TakeTurnAsync(cancellationToken);

        // Against the lease, which does not take turns. SQLite's transaction has the one write lock already.
        var sql = """SELECT * FROM "Work" WHERE "Id" = {0} AND "LeaseToken" = {1}""" + (context.IsPostgres ? " FOR UPDATE" : "");
        return (await context.Work.FromSqlRaw(sql, id, leaseToken).AsNoTracking().ToListAsync(cancellationToken)).SingleOrDefault();
    }

    /// <summary>What is to be given up, locked until the transaction ends.</summary>
    public static async Task<List<WorkRow>> OverdueAsync(ChanceryDbContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await context.TakeTurnAsync(cancellationToken);
        var sql = """
            SELECT * FROM "Work"
            WHERE ("State" = 'Leased' AND "LeaseExpires" <= {0} AND ("Attempts" >= "MostAttempts" OR "Deadline" <= {0}))
               OR ("State" = 'Queued' AND ("Deadline" <= {0} OR "Attempts" >= "MostAttempts"))
            """ + (context.IsPostgres ? " FOR UPDATE" : "");
        return await context.Work.FromSqlRaw(sql, now.UtcTicks).AsNoTracking().ToListAsync(cancellationToken);
    }
}
