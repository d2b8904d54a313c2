using Chancery.Server.Connectors;
using Chancery.Server.Devices;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chancery.Server.Workers;

/// <summary>Writes when devices and connectors were last heard of, once a minute, in few statements whatever their number.</summary>
internal sealed class LastSeenWorker(ChanceryStore store, LastSeen devices, ConnectorPresence connectors, TimeProvider time, ILogger<LastSeenWorker> log)
    : BackgroundService
{
    private const int AtOnce = 500;
    private static readonly TimeSpan Rhythm = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Rhythm, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await FlushAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning(failure, "Last-seen times were not written");
            }
        }
    }

    /// <summary>Writes what was gathered. To the minute: all that were heard of in one minute are written by one statement.</summary>
    internal async Task FlushAsync(CancellationToken cancellation)
    {
        var seen = devices.Take();
        var callers = connectors.Snapshot();
        if (seen.Count == 0 && callers.Length == 0)
        {
            return;
        }

        await using var db = store.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        foreach (var (minute, ids) in Minutes(seen.Where(pair => pair.Key.Channel is null).Select(pair => (pair.Key.Device, pair.Value))))
        {
            await db.Devices.Where(row => ids.Contains(row.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastSyncDateTime, minute), cancellation);
        }

        foreach (var (minute, ids) in Minutes(seen.Where(pair => pair.Key.Channel is not null).Select(pair => (pair.Key.Channel!.Value, pair.Value))))
        {
            await db.AppleChannels.Where(row => ids.Contains(row.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastSeenDateTime, minute), cancellation);
        }

        foreach (var (minute, ids) in Minutes(callers.Select(pair => (pair.Key, pair.Value))))
        {
            await db.Connectors.Where(row => ids.Contains(row.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastConnectionDateTime, minute), cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    private static IEnumerable<(DateTimeOffset? Minute, List<Guid> Ids)> Minutes(IEnumerable<(Guid Id, DateTimeOffset Seen)> seen) =>
        from one in seen
        group one.Id by one.Seen.UtcTicks / TimeSpan.TicksPerMinute into minute
        from chunk in minute.Chunk(AtOnce)
        select ((DateTimeOffset?)new DateTimeOffset(minute.Key * TimeSpan.TicksPerMinute, TimeSpan.Zero), chunk.ToList());
}
