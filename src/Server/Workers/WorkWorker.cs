using Chancery.Server.Connectors;
using Chancery.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chancery.Server.Workers;

/// <summary>Queues again the work of connectors that fell silent, applies what was given up, and clears away what was finished long ago.</summary>
internal sealed class WorkWorker(ChanceryStore store, WorkQueue queue, OutcomeApplier applier, TimeProvider time, ILogger<WorkWorker> log) : BackgroundService
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    private DateTimeOffset _purged = DateTimeOffset.MinValue;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Rhythm, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ExpireAsync(stoppingToken);
                await PurgeAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning(failure, "Overdue work was not looked after");
            }
        }
    }

    internal async Task ExpireAsync(CancellationToken cancellation)
    {
        await using var db = store.CreateDbContext();
        await using var transaction = await db.BeginChangeAsync(cancellation);
        foreach (var work in await queue.ExpireAsync(db, cancellation))
        {
            await applier.GivenUpAsync(db, work, cancellation);
        }

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task PurgeAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (now - _purged < TimeSpan.FromHours(1))
        {
            return;
        }

        await using var db = store.CreateDbContext();
        await WorkQueue.PurgeAsync(db, now - Kept, cancellation);
        _purged = now;
    }
}
