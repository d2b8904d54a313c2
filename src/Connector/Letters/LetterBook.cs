using Chancery.Connector.Store;
using Chancery.Connector.Trust;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Connector.Letters;

/// <summary>
/// Counts letters, before they are sent: whoever holds the server can ask for any number to any address, and the organisation's name is on
/// each of them.
/// </summary>
internal static class LetterBook
{
    /// <summary>Enough for a person with many devices and some bad luck.</summary>
    internal const int MostInADay = 20;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <returns>Whether one more may go to the address; it is counted then, sent or not.</returns>
    internal static async Task<bool> TakeAsync(ConnectorCore core, ConnectorDbContext db, string address, CancellationToken cancellationToken)
    {
        var now = core.Time.GetUtcNow();
        var since = (now - Day).UtcTicks;
        await db.Letters.Where(row => row.SentTicks < since).ExecuteDeleteAsync(cancellationToken);
        var sent = await db.Letters.CountAsync(row => row.Address == address, cancellationToken);
        if (core.Checks.Refuse(TrustCheck.LettersFew, sent < MostInADay))
        {
            return false;
        }

        db.Letters.Add(new LetterRow { Id = Guid.CreateVersion7(now), Address = address, SentTicks = now.UtcTicks });
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}
