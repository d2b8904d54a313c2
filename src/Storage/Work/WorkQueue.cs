using System.Security.Cryptography;
using Chancery.Domain;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Storage;

/// <summary>
/// The queue of work for connectors, in the database with all else, so that work exists exactly when the change that asked for it does. Handed out under
/// leases, at least once: doing it twice does no harm, and only the holder of the last lease may report.
/// </summary>
/// <param name="timeProvider">The clock.</param>
public sealed class WorkQueue(TimeProvider timeProvider)
{
    /// <summary>How often a waiter looks although nothing woke it: for work that falls due, and for other servers on the same database.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Queues one piece, in the caller's transaction if there is one.</summary>
    /// <param name="context">The context.</param>
    /// <param name="request">The work.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The identifier of the open piece with that subject key: the new one, or the one that was there.</returns>
    public async Task<Guid> EnqueueAsync(ChanceryDbContext context, WorkRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return (await EnqueueAsync(context, [request], cancellationToken))[request.SubjectKey];
    }

    /// <summary>Queues many, in the caller's transaction if there is one, by few statements.</summary>
    /// <param name="context">The context.</param>
    /// <param name="requests">The work; of several with one subject key, the first counts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>For each subject key, the identifier of its open piece.</returns>
    public async Task<IReadOnlyDictionary<string, Guid>> EnqueueAsync(
        ChanceryDbContext context, IReadOnlyCollection<WorkRequest> requests, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(requests);
        var ids = new Dictionary<string, Guid>(StringComparer.Ordinal);
        var now = timeProvider.GetUtcNow();
        foreach (var chunk in requests.DistinctBy(request => request.SubjectKey).Chunk(WorkInsert.Most))
        {
            await WorkInsert.RunAsync(context, chunk, now, ids, cancellationToken);
        }

        if (requests.Count > 0)
        {
            context.WhenCommitted(context.Signal.Queued.Raise);
        }

        return ids;
    }

    /// <summary>Leases work that is due, highest priority first. No two callers get the same piece.</summary>
    /// <param name="context">The context, outside any transaction.</param>
    /// <param name="connectorId">Who leases.</param>
    /// <param name="most">How many pieces at the most.</param>
    /// <param name="lease">For how long.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<WorkRow>> LeaseAsync(
        ChanceryDbContext context, Guid connectorId, int most, TimeSpan lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var now = timeProvider.GetUtcNow();

        // MATERIALIZED: PostgreSQL may otherwise run the sub-query again and lease more than was asked for.
        var sql = $$"""
            WITH picked AS {{(context.IsPostgres ? "MATERIALIZED" : "")}} (
                SELECT w."Id" FROM "Work" w
                WHERE w."State" = 'Queued' AND w."DueDateTime" <= {0} AND (w."Deadline" IS NULL OR w."Deadline" > {0})
                ORDER BY w."Priority" DESC, w."DueDateTime", w."Id" LIMIT {1} {{(context.IsPostgres ? "FOR UPDATE SKIP LOCKED" : "")}})
            UPDATE "Work" SET "State" = 'Leased', "LeaseToken" = {2}, "LeaseExpires" = {3}, "ConnectorId" = {4}, "Attempts" = "Attempts" + 1
            WHERE "Id" IN (SELECT "Id" FROM picked)
            RETURNING *
            """;
        var token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var rows = await context.PassGateAsync(
            () => context.Work.FromSqlRaw(sql, now.UtcTicks, most, token, (now + lease).UtcTicks, connectorId).AsNoTracking().ToListAsync(cancellationToken),
            cancellationToken);
        return [.. rows.OrderByDescending(row => row.Priority).ThenBy(row => row.DueDateTime).ThenBy(row => row.Id)];
    }

    /// <summary>Leases work, waiting while there is none: the long poll.</summary>
    /// <param name="store">The database.</param>
    /// <param name="connectorId">Who leases.</param>
    /// <param name="most">How many pieces at the most.</param>
    /// <param name="lease">For how long.</param>
    /// <param name="wait">The longest to wait.</param>
    /// <param name="cancellationToken">Gives up, without having leased anything.</param>
    public async Task<IReadOnlyList<WorkRow>> LeaseOrWaitAsync(
        ChanceryStore store, Guid connectorId, int most, TimeSpan lease, TimeSpan wait, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        IReadOnlyList<WorkRow> leased = [];
        await LookAsync(store, signal => signal.Queued, wait, async context =>
        {
            leased = await LeaseAsync(context, connectorId, most, lease, cancellationToken);
            return leased.Count > 0;
        }, cancellationToken);
        return leased;
    }

    /// <summary>Waits until a piece of work is finished: for a request that is held meanwhile.</summary>
    /// <param name="store">The database.</param>
    /// <param name="id">The work.</param>
    /// <param name="wait">The longest to wait.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The finished work, <see cref="WorkState.Done"/> or <see cref="WorkState.Failed"/>; null where the time was too short.</returns>
    public async Task<WorkRow?> WaitForAsync(ChanceryStore store, Guid id, TimeSpan wait, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        WorkRow? finished = null;
        await LookAsync(store, signal => signal.Finished, wait, async context =>
        {
            finished = await context.Work.AsNoTracking()
                .FirstOrDefaultAsync(work => work.Id == id && (work.State == WorkState.Done || work.State == WorkState.Failed), cancellationToken);
            return finished is not null;
        }, cancellationToken);
        return finished;
    }

    /// <summary>Records an outcome, in the caller's transaction, in which he applies it too.</summary>
    /// <param name="context">The context, in a transaction.</param>
    /// <param name="id">The work.</param>
    /// <param name="leaseToken">The lease it was done under. One that ran out still counts, until another has been given.</param>
    /// <param name="outcomeJson">The outcome.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The work; or <c>leaseLost</c>.</returns>
    public async Task<Result<CompletedWork>> CompleteAsync(
        ChanceryDbContext context, Guid id, string leaseToken, string outcomeJson, CancellationToken cancellationToken = default)
    {
        var held = await WorkLease.HoldAsync(context, id, leaseToken, cancellationToken);
        if (held is not { } work)
        {
            return WorkLease.Lost(id);
        }

        if (work.FinishedDateTime is not null)
        {
            return new CompletedWork(work, Repeated: true);
        }

        var now = timeProvider.GetUtcNow();
        await context.Work.Where(row => row.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, WorkState.Done).SetProperty(row => row.OutcomeJson, outcomeJson)
                .SetProperty(row => row.FinishedDateTime, now).SetProperty(row => row.BodyJson, ""),
            cancellationToken);
        (work.State, work.OutcomeJson, work.FinishedDateTime) = (WorkState.Done, outcomeJson, now);
        context.WhenCommitted(context.Signal.Finished.Raise);
        return new CompletedWork(work, Repeated: false);
    }

    /// <summary>Records that the connector could not, in the caller's transaction: queues it again after a while, or gives it up.</summary>
    /// <param name="context">The context, in a transaction.</param>
    /// <param name="id">The work.</param>
    /// <param name="leaseToken">The lease it was tried under.</param>
    /// <param name="error">Why.</param>
    /// <param name="retryable">Whether it may succeed later; else it is given up at once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The work as it is now; or <c>leaseLost</c>.</returns>
    public async Task<Result<FailedWork>> FailAsync(
        ChanceryDbContext context, Guid id, string leaseToken, Error error, bool retryable, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(error);
        var held = await WorkLease.HoldAsync(context, id, leaseToken, cancellationToken);
        if (held is not { } work)
        {
            return WorkLease.Lost(id);
        }

        // Queued under this very token: it ran out, or the same report came before. Either way it will be tried again.
        if (work.FinishedDateTime is not null || work.State == WorkState.Queued)
        {
            return new FailedWork(work, Repeated: true);
        }

        var now = timeProvider.GetUtcNow();
        var again = retryable && work.Attempts < work.MostAttempts && (work.Deadline is null || work.Deadline > now);
        (work.ErrorCode, work.ErrorDetail) = (error.Code, error.Detail);
        (work.State, work.DueDateTime, work.FinishedDateTime) = again
            ? (WorkState.Queued, now + WorkLease.Backoff(work.Attempts), (DateTimeOffset?)null)
            : (WorkState.Failed, work.DueDateTime, now);
        await context.Work.Where(row => row.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, work.State).SetProperty(row => row.DueDateTime, work.DueDateTime)
                .SetProperty(row => row.FinishedDateTime, work.FinishedDateTime).SetProperty(row => row.ErrorCode, work.ErrorCode)
                .SetProperty(row => row.ErrorDetail, work.ErrorDetail).SetProperty(row => row.BodyJson, again ? work.BodyJson : ""),
            cancellationToken);
        context.WhenCommitted(again ? context.Signal.Queued.Raise : context.Signal.Finished.Raise);
        return new FailedWork(work, Repeated: false);
    }

    /// <summary>Gives up open work that nobody wants any more, e.g. an import whose request has been answered 503. A result that comes later is lost.</summary>
    /// <param name="context">The context, in the caller's transaction if there is one.</param>
    /// <param name="id">The work.</param>
    /// <param name="errorCode">Why: a code of the catalogue.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was still open; if not, it has its outcome, or was given up before.</returns>
    public async Task<bool> CancelAsync(ChanceryDbContext context, Guid id, string errorCode, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var now = timeProvider.GetUtcNow();
        var open = context.Work.Where(row => row.Id == id && (row.State == WorkState.Queued || row.State == WorkState.Leased));
        var cancelled = await context.PassGateAsync(
            () => open.ExecuteUpdateAsync(
                set => set.SetProperty(row => row.State, WorkState.Failed).SetProperty(row => row.ErrorCode, errorCode)
                    .SetProperty(row => row.FinishedDateTime, now).SetProperty(row => row.BodyJson, "").SetProperty(row => row.LeaseToken, (string?)null),
                cancellationToken),
            cancellationToken);
        context.WhenCommitted(context.Signal.Finished.Raise);
        return cancelled > 0;
    }

    /// <summary>
    /// Queues again what is under a lease that ran out, and gives up what was tried too often (<c>workGivenUp</c>) or came too late (<c>connectorUnavailable</c>).
    /// A worker calls it every few seconds.
    /// </summary>
    /// <param name="context">The context, in a transaction, in which the caller applies the failures.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was given up, bodies included.</returns>
    public async Task<IReadOnlyList<WorkRow>> ExpireAsync(ChanceryDbContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var now = timeProvider.GetUtcNow();
        var givenUp = await WorkLease.OverdueAsync(context, now, cancellationToken);
        var ids = givenUp.ConvertAll(row => row.Id);
        if (ids.Count > 0)
        {
            await context.Work.Where(row => ids.Contains(row.Id)).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.State, WorkState.Failed).SetProperty(row => row.FinishedDateTime, now)
                    .SetProperty(row => row.ErrorCode, row => row.Deadline != null && row.Deadline <= now ? "connectorUnavailable" : "workGivenUp")
                    .SetProperty(row => row.BodyJson, "").SetProperty(row => row.LeaseToken, (string?)null),
                cancellationToken);
            context.WhenCommitted(context.Signal.Finished.Raise);
        }

        // The token stays: a result under it is as good as ever, until another lease is given.
        var queued = await context.Work.Where(row => row.State == WorkState.Leased && row.LeaseExpires <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, WorkState.Queued), cancellationToken);
        if (queued > 0)
        {
            context.WhenCommitted(context.Signal.Queued.Raise);
        }

        return givenUp;
    }

    /// <summary>Deletes finished work.</summary>
    /// <param name="context">The context.</param>
    /// <param name="before">What was finished before then.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<int> PurgeAsync(ChanceryDbContext context, DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await context.Work.Where(row => row.FinishedDateTime != null && row.FinishedDateTime < before).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task LookAsync(
        ChanceryStore store, Func<WorkSignal, Pulse> pulse, TimeSpan wait, Func<ChanceryDbContext, Task<bool>> look, CancellationToken cancellationToken)
    {
        var end = timeProvider.GetUtcNow() + wait;
        while (true)
        {
            var next = pulse(store.Signal).Next;
            await using (var context = store.CreateDbContext())
            {
                if (await look(context))
                {
                    return;
                }
            }

            var left = end - timeProvider.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                return;
            }

            await Pulse.WaitAsync(next, left < PollInterval ? left : PollInterval, timeProvider, cancellationToken);
        }
    }
}
