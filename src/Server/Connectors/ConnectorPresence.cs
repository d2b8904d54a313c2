using System.Collections.Concurrent;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Connectors;

/// <summary>Which connectors were heard of lately: kept in memory, written to the database at most once a minute.</summary>
internal sealed class ConnectorPresence(TimeProvider time)
{
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _seen = new();

    /// <summary>A connector has called.</summary>
    internal void Seen(Guid connectorId) => _seen[connectorId] = time.GetUtcNow();

    /// <summary>When a connector last called this server.</summary>
    internal DateTimeOffset? LastSeen(Guid connectorId) => _seen.TryGetValue(connectorId, out var seen) ? seen : null;

    /// <summary>What is to be written.</summary>
    internal KeyValuePair<Guid, DateTimeOffset>[] Snapshot() => [.. _seen];

    /// <summary>Whether work has a chance to be done now. Another server on the same database may be the one that is called.</summary>
    internal async Task<bool> IsAvailableAsync(ChanceryDbContext db, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (_seen.Values.Any(seen => seen > now - Lately))
        {
            return true;
        }

        // Written once a minute, so up to two minutes old.
        var since = now - (2 * Lately);
        return await db.Connectors.AnyAsync(connector => !connector.Disabled && connector.LastConnectionDateTime > since, cancellation);
    }
}
