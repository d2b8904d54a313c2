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
    /// <exception cref="InvalidOperationException">The context is in a transaction already.</exception>
    /// <exception cref="TimeoutException">Another change never ended: a bug.</exception>
    public static async Task<IDbContextTransaction> BeginChangeAsync(this ChanceryDbContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Database.CurrentTransaction is not null)
        {
            throw new InvalidOperationException("The context is in a transaction already.");
        }

        var place = await context.Gate.EnterAsync(cancellationToken);
        ChangeTransaction? transaction = null;
        try
        {
            transaction = new ChangeTransaction(await context.Database.BeginTransactionAsync(cancellationToken), place);
            await context.TakeTurnAsync(cancellationToken);
            return transaction;
        }
        catch
        {
            await (transaction?.DisposeAsync() ?? ValueTask.CompletedTask);
            place.Dispose();
            throw;
        }
    }

    /// <summary>Runs a single statement, waiting for the gate where no transaction of the context has passed it.</summary>
    internal static async Task<T> PassGateAsync<T>(this ChanceryDbContext context, Func<Task<T>> statement, CancellationToken cancellationToken)
    {
        if (context.Database.CurrentTransaction is not null)
        {
            return await statement();
        }

        using var place = await context.Gate.EnterAsync(cancellationToken);
        return await statement();
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
