using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Chancery.Storage;

/// <summary>
/// Transactions that change something. They take turns, on both stores: SQLite has one writer anyway, and on PostgreSQL a change first locks the end of
/// the audit log, which it is about to write in any case. So a change that marks devices sees every change before it, and no two lock each other out.
/// </summary>
public static class Changes
{
    /// <summary>Begins a change, waiting for its turn. Everything that marks, claims or audits happens in one.</summary>
    /// <param name="context">The context.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The transaction: disposed without a commit, it leaves nothing.</returns>
    public static async Task<IDbContextTransaction> BeginChangeAsync(this ChanceryDbContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            await context.TakeTurnAsync(cancellationToken);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for the turn, in a transaction that has begun; at once where it is held.</summary>
    /// <exception cref="InvalidOperationException">There is no transaction.</exception>
    internal static async Task TakeTurnAsync(this ChanceryDbContext context, CancellationToken cancellationToken)
    {
        if (context.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("A change happens in a transaction: call BeginChangeAsync first.");
        }

        // SQLite's transactions begin IMMEDIATE (Microsoft.Data.Sqlite's default), so they have their turn.
        if (context.IsPostgres)
        {
            await context.Database.ExecuteSqlRawAsync("""SELECT 1 FROM "AuditHead" WHERE "Id" = 1 FOR UPDATE""", cancellationToken);
        }
    }
}
