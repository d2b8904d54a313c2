using Microsoft.EntityFrameworkCore;

namespace Chancery.Storage;

/// <summary>An opened database: makes contexts, and brings the schema up to date. Thread-safe; one for each process and database.</summary>
public sealed class ChanceryStore : IDbContextFactory<ChanceryDbContext>
{
    private readonly Func<ChanceryDbContext> _create;
    private readonly WriteGate _gate;

    internal ChanceryStore(StoreKind kind, DbContextOptions options)
    {
        Kind = kind;
        _gate = kind == StoreKind.Sqlite ? WriteGate.One() : WriteGate.Open;
        _create = options switch
        {
            DbContextOptions<SqliteChanceryDbContext> sqlite => () => new SqliteChanceryDbContext(sqlite),
            DbContextOptions<PostgresChanceryDbContext> postgres => () => new PostgresChanceryDbContext(postgres),
            _ => throw new ArgumentException("Neither of the two stores.", nameof(options)),
        };
    }

    /// <summary>Which of the two it is.</summary>
    public StoreKind Kind { get; }

    /// <summary>What wakes those who wait for work, results and marks in this process.</summary>
    public WorkSignal Signal { get; } = new();

    /// <summary>A new context, to be disposed by the caller.</summary>
    public ChanceryDbContext CreateDbContext()
    {
        var context = _create();
        context.Signal = Signal;
        context.Gate = _gate;
        return context;
    }

    /// <summary>Makes the database where there is none, and brings its schema up to date. Several servers may do so at once.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task MigrateAsync(CancellationToken cancellationToken = default)
    {
        await using var context = CreateDbContext();
        if (Kind == StoreKind.Sqlite)
        {
            await SqliteMigration.RunAsync(context, cancellationToken);
        }
        else
        {
            await context.Database.MigrateAsync(cancellationToken);
        }
    }
}
