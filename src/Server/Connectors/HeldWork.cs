using Chancery.Domain;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Connectors;

/// <summary>Work that a request waits for: asked for, awaited, and withdrawn where the connector does not answer in time.</summary>
internal sealed class HeldWork(ChanceryStore store, WorkQueue queue, ConnectorPresence presence, TimeProvider time)
{
    /// <summary>Asks for work and waits for its end.</summary>
    /// <returns>
    /// The finished work; <c>connectorUnavailable</c> where no connector is there or none answered in time: then no outcome can be applied any more.
    /// </returns>
    internal async Task<Result<WorkRow>> RunAsync(WorkRequest request, TimeSpan most, CancellationToken cancellation)
    {
        await using var db = store.CreateDbContext();
        if (!await presence.IsAvailableAsync(db, cancellation))
        {
            return new Error("connectorUnavailable");
        }

        var held = request with { Priority = Works.SomebodyWaits, Deadline = time.GetUtcNow() + most };
        var id = await queue.EnqueueAsync(db, held, cancellation);
        if (await queue.WaitForAsync(store, id, most, cancellation) is { } finished)
        {
            return Read(finished);
        }

        // The connector may be reporting this instant: whoever comes first decides.
        return await queue.CancelAsync(db, id, "connectorUnavailable", CancellationToken.None)
            ? new Error("connectorUnavailable")
            : Read(await db.Work.AsNoTracking().SingleAsync(work => work.Id == id, cancellation));
    }

    private static Result<WorkRow> Read(WorkRow work) =>
        work.State == WorkState.Done
            ? work
            : new Error(ErrorCatalogue.TryFind(work.ErrorCode ?? "") is null ? "workRefused" : work.ErrorCode!, Detail: work.ErrorDetail);
}
