using System.Security.Cryptography.X509Certificates;
using Chancery.Connector.Store;
using Chancery.Pki;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Connector.Authorities;

/// <summary>Keeps an authority's CRL fresh: made anew once a day and at each revocation, its number only growing.</summary>
internal sealed class RevocationLists(ConnectorStore store, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    // Longer than the interval, so that a connector away over a long weekend leaves no client without a list.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(5);

    private readonly SemaphoreSlim _gate = new(1, 1);

    public void Dispose() => _gate.Dispose();

    internal async Task<byte[]> CurrentAsync(string authorityName, SigningAuthority authority, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await using var db = store.Begin();
            var last = await db.Crls.AsTracking().FirstOrDefaultAsync(row => row.Authority == authorityName, cancellationToken);
            var revoked = await db.Revocations.Where(row => row.Authority == authorityName).ToListAsync(cancellationToken);
            var now = time.GetUtcNow();
            if (last is not null && now.UtcTicks - last.ThisUpdateTicks < Every.Ticks && revoked.TrueForAll(row => row.RevokedTicks < last.ThisUpdateTicks))
            {
                return last.Der;
            }

            // RFC 5280 §3.3: an entry stays until it has been on one list issued after the certificate's end.
            var entries = revoked.Where(row => row.NotAfterTicks > (last?.ThisUpdateTicks ?? 0)).Select(Entry);
            var next = new CrlRow
            {
                Authority = authorityName,
                Number = (last?.Number ?? 0) + 1,
                ThisUpdateTicks = now.UtcTicks,
                Der = authority.SignCrl(entries, (last?.Number ?? 0) + 1, now, now + Lifetime),
            };
            if (last is null)
            {
                db.Crls.Add(next);
            }
            else
            {
                (last.Number, last.ThisUpdateTicks, last.Der) = (next.Number, next.ThisUpdateTicks, next.Der);
            }

            await db.SaveChangesAsync(cancellationToken);
            return next.Der;
        }
        finally
        {
            _gate.Release();
        }
    }

    private static RevokedEntry Entry(RevocationRow row) =>
        new(row.SerialNumber, new DateTimeOffset(row.RevokedTicks, TimeSpan.Zero), (X509RevocationReason)row.Reason);
}
