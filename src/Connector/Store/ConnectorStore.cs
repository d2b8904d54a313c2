using Chancery.Domain;
using Chancery.Vault;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Connector.Store;

/// <summary>Opens the store and brings it to the schema of this version.</summary>
internal sealed class ConnectorStore
{
    private readonly DbContextOptions<ConnectorDbContext> _options;

    private ConnectorStore(DbContextOptions<ConnectorDbContext> options) => _options = options;

    /// <returns>The store; or <c>connectorStoreNewer</c> where a later version has written it.</returns>
    internal static Result<ConnectorStore> Open(string path)
    {
        if (!File.Exists(path))
        {
            // SQLite would make it readable by everybody, and its journal takes the same mode.
            SecretFile.Write(path, []);
        }

        var connection = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = 30 }.ToString();
        var error = Migrate(connection, path);
        return error is not null
            ? error
            : new ConnectorStore(new DbContextOptionsBuilder<ConnectorDbContext>()
                .UseSqlite(connection)
                .AddInterceptors(new SqlitePragmas())
                .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
                .Options);
    }

    internal ConnectorDbContext Begin() => new(_options);

    private static Error? Migrate(string connectionString, string path)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        using var transaction = connection.BeginTransaction();
        using var ask = connection.CreateCommand();
        ask.CommandText = "PRAGMA user_version";
        var version = Convert.ToInt32(ask.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        if (version > StoreSchema.Versions.Length)
        {
            return new Error("connectorStoreNewer", path, $"schema {version}, this version knows {StoreSchema.Versions.Length}");
        }

        for (; version < StoreSchema.Versions.Length; version++)
        {
            Execute(connection, StoreSchema.Versions[version] + FormattableString.Invariant($"; PRAGMA user_version = {version + 1};"));
        }

        transaction.Commit();
        return null;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is ours: StoreSchema and a number.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
