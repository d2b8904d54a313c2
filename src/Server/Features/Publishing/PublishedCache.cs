using System.Collections.Frozen;
using System.Security.Cryptography.X509Certificates;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.Publishing;

/// <summary>
/// What connectors made public, in memory: every device message needs the device authority, and no device message may cost a read for it.
/// Refreshed when a connector publishes here, and once a minute for what it published to another server.
/// </summary>
internal sealed class PublishedCache(ChanceryStore store, TimeProvider time)
{
    /// <summary>The names under which the well-known things are served.</summary>
    internal const string DeviceAuthorityName = "device.cer";

    /// <inheritdoc cref="DeviceAuthorityName"/>
    internal const string VaultName = "vault.cer";

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private State _state = new(FrozenDictionary<string, PublishedRow>.Empty, null, DateTimeOffset.MinValue);

    /// <summary>The authority of device identities; null until a connector has published.</summary>
    internal async ValueTask<X509Certificate2?> DeviceAuthorityAsync(CancellationToken cancellation) => (await CurrentAsync(cancellation)).DeviceAuthority;

    /// <summary>Something published, by its name.</summary>
    internal async ValueTask<PublishedRow?> FindAsync(string name, CancellationToken cancellation) =>
        (await CurrentAsync(cancellation)).Rows.GetValueOrDefault(name);

    /// <summary>Has the next look read the database again.</summary>
    internal void Forget() => Volatile.Write(ref _state, _state with { Read = DateTimeOffset.MinValue });

    private async ValueTask<State> CurrentAsync(CancellationToken cancellation)
    {
        var state = Volatile.Read(ref _state);
        if (time.GetUtcNow() - state.Read < Fresh && state.DeviceAuthority is not null)
        {
            return state;
        }

        await using var db = store.CreateDbContext();
        var rows = await db.Published.AsNoTracking().ToListAsync(cancellation);
        var authority = rows.FirstOrDefault(row => row.Name == DeviceAuthorityName);
        state = new State(
            rows.ToFrozenDictionary(row => row.Name, StringComparer.OrdinalIgnoreCase),
            authority is null ? null : X509CertificateLoader.LoadCertificate(authority.Bytes),
            time.GetUtcNow());
        Volatile.Write(ref _state, state);
        return state;
    }

    private sealed record State(FrozenDictionary<string, PublishedRow> Rows, X509Certificate2? DeviceAuthority, DateTimeOffset Read);
}
