using Chancery.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chancery.Server.Reconciliation;

/// <summary>Plans marked devices as soon as they are marked, in batches; and marks those whose plan changes by time alone.</summary>
internal sealed class ReconcileWorker(ChanceryStore store, Reconciler reconciler, TimeProvider time, ILogger<ReconcileWorker> logger) : BackgroundService
{
    /// <summary>Devices of one transaction: large enough that queries do not count, small enough that other changes need not wait long.</summary>
    internal const int BatchSize = 250;

    // For renewals, and for devices another server marked.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private DateTimeOffset _lookedForInventories = DateTimeOffset.MinValue;

    /// <summary>Plans all devices that are marked or due now.</summary>
    /// <returns>How many there were.</returns>
    internal async Task<int> RunOnceAsync(CancellationToken cancellation)
    {
        await using (var db = store.CreateDbContext())
        {
            await MarkDueAsync(db, cancellation);
            await MarkInventoriesAsync(db, cancellation);
            if (!await DueQueries.AnyMarkedAsync(db, cancellation))
            {
                return 0;
            }
        }

        var planned = 0;
        while (true)
        {
            await using var db = store.CreateDbContext();
            await using var transaction = await db.BeginChangeAsync(cancellation);
            var ids = await Marking.ClaimAsync(db, BatchSize, cancellation);
            if (ids.Count > 0)
            {
                await reconciler.ReconcileAsync(db, ids, cancellation);
                await transaction.CommitAsync(cancellation);
            }

            planned += ids.Count;
            if (ids.Count < BatchSize)
            {
                return planned;
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = store.Signal.Marked.Next;
            try
            {
                await RunOnceAsync(stoppingToken);
                await Pulse.WaitAsync(next, LookEvery, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // The marks came back with the rollback: nothing is lost by trying again, and a server must not stop planning for good.
                logger.LogError(error, "Planning failed; it is tried again.");
                await Task.Delay(LookEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task MarkInventoriesAsync(ChanceryDbContext db, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (now - _lookedForInventories >= TimeSpan.FromHours(1))
        {
            await DailyInventory.MarkAsync(db, now, cancellation);
            _lookedForInventories = now;
        }
    }

    // A look costs no write where nothing is due.
    private async Task MarkDueAsync(ChanceryDbContext db, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (await DueQueries.AnyDueAsync(db, now, cancellation))
        {
            await using var transaction = await db.BeginChangeAsync(cancellation);
            await Marking.DueAsync(db, now, cancellation);
            await transaction.CommitAsync(cancellation);
        }
    }
}

/// <summary>Registers the reconciliation.</summary>
internal static class ReconciliationServices
{
    /// <summary>
    /// Adds it. <see cref="ChanceryStore"/>, <see cref="WorkQueue"/>, <see cref="AuditWriter"/>, <see cref="ServerOptions"/> and the clock are others' to add.
    /// </summary>
    internal static IServiceCollection AddReconciliation(this IServiceCollection services) => services
        .AddSingleton<Sealing>()
        .AddSingleton<SealedProfiles>()
        .AddSingleton<Reconciler>()
        .AddSingleton<DeviceEnd>()
        .AddSingleton<DeviceDetails>()
        .AddSingleton<DeviceLocks>()
        .AddSingleton<IDeviceSync, DeviceSync>()
        .AddSingleton<IOutcomes, Outcomes>()
        .AddSingleton<ReconcileWorker>()
        .AddHostedService(provider => provider.GetRequiredService<ReconcileWorker>());
}
