using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Chancery.Storage;

/// <summary>Opens the server's database.</summary>
public static class StorageSetup
{
    /// <summary>Opens a store. Nothing is touched yet: call <see cref="ChanceryStore.MigrateAsync"/> before anything else.</summary>
    /// <param name="connectionString">
    /// <c>Host=…</c> or <c>postgres://…</c> is PostgreSQL; anything else is SQLite: <c>Data Source=…</c>, or the path of the file alone.
    /// </param>
    /// <param name="interceptors">More interceptors, e.g. a <see cref="CommandCounter"/>.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static ChanceryStore Open(string connectionString, params IInterceptor[] interceptors)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var kind = PostgresConnectionString.Is(connectionString) ? StoreKind.PostgreSql : StoreKind.Sqlite;
        return kind == StoreKind.PostgreSql
            ? new ChanceryStore(kind, PostgresOptions(PostgresConnectionString.Read(connectionString), interceptors))
            : new ChanceryStore(kind, SqliteOptions(SqliteConnectionString(connectionString), interceptors));
    }

    internal static DbContextOptions<SqliteChanceryDbContext> SqliteOptions(string connectionString, params IInterceptor[] interceptors) =>
        new DbContextOptionsBuilder<SqliteChanceryDbContext>()
            .UseSqlite(connectionString)
            .AddInterceptors([new SqlitePragmas(), new CommitInterceptor(), .. interceptors])
            .Options;

    internal static DbContextOptions<PostgresChanceryDbContext> PostgresOptions(string connectionString, params IInterceptor[] interceptors) =>
        new DbContextOptionsBuilder<PostgresChanceryDbContext>()
            .UseNpgsql(connectionString)
            .AddInterceptors([new CommitInterceptor(), .. interceptors])
            .Options;

    private static string SqliteConnectionString(string text)
    {
        var builder = text.Contains('=', StringComparison.Ordinal) ? new SqliteConnectionStringBuilder(text) : new SqliteConnectionStringBuilder { DataSource = text };
        builder.ForeignKeys = true;
        builder.DefaultTimeout = 30;
        return builder.ToString();
    }
}
