using Chancery.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Chancery.TestSupport;

/// <summary>An empty, migrated database of its own for a test, on either store; deleted when disposed.</summary>
public sealed class TestStore : IAsyncDisposable
{
    // Migrated once, then copied for each test.
    private static readonly Lazy<Task<byte[]>> SqliteTemplate = new(MakeSqliteTemplateAsync);
    private static readonly Lazy<Task<string>> PostgresTemplate = new(MakePostgresTemplateAsync);

    private readonly Func<Task> _delete;

    private TestStore(string connectionString, ChanceryStore store, CommandCounter counter, Func<Task> delete) =>
        (ConnectionString, Store, Counter, _delete) = (connectionString, store, counter, delete);

    /// <summary>Its connection string, e.g. for a server under test.</summary>
    public string ConnectionString { get; }

    /// <summary>The database.</summary>
    public ChanceryStore Store { get; }

    /// <summary>Counts its commands.</summary>
    public CommandCounter Counter { get; }

    /// <summary>Makes one.</summary>
    /// <param name="kind">The store.</param>
    /// <param name="interceptors">More interceptors.</param>
    public static async Task<TestStore> CreateAsync(StoreKind kind, params IInterceptor[] interceptors)
    {
        var (connectionString, delete) = kind == StoreKind.Sqlite ? await SqliteAsync() : await PostgresAsync();
        var counter = new CommandCounter();
        return new TestStore(connectionString, StorageSetup.Open(connectionString, [counter, .. interceptors]), counter, delete);
    }

    /// <summary>A new context.</summary>
    public ChanceryDbContext Open() => Store.CreateDbContext();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _delete();

    private static async Task<(string ConnectionString, Func<Task> Delete)> SqliteAsync()
    {
        var template = await SqliteTemplate.Value;
        var folder = Directory.CreateTempSubdirectory("chancery-sqlite-").FullName;
        var file = Path.Combine(folder, "chancery.db");
        await File.WriteAllBytesAsync(file, template);
        var connectionString = new SqliteConnectionStringBuilder { DataSource = file }.ToString();
        return (connectionString, () =>
        {
            using (var context = StorageSetup.Open(connectionString).CreateDbContext())
            {
                SqliteConnection.ClearPool((SqliteConnection)context.Database.GetDbConnection());
            }

            Directory.Delete(folder, recursive: true);
            return Task.CompletedTask;
        }
        );
    }

    private static async Task<(string ConnectionString, Func<Task> Delete)> PostgresAsync()
    {
        var cluster = await PostgresCluster.SharedAsync();
        var connectionString = await cluster.CreateDatabaseAsync(await PostgresTemplate.Value);
        return (connectionString, () => cluster.DropDatabaseAsync(connectionString));
    }

    private static async Task<byte[]> MakeSqliteTemplateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("chancery-sqlite-").FullName;
        try
        {
            var file = Path.Combine(folder, "template.db");

            // Closed for good, so that the WAL is folded into the one file.
            await StorageSetup.Open($"Data Source={file};Pooling=False").MigrateAsync();
            return await File.ReadAllBytesAsync(file);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> MakePostgresTemplateAsync()
    {
        var connectionString = await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync();
        await StorageSetup.Open(connectionString).MigrateAsync();
        PostgresCluster.Release(connectionString);
        return connectionString;
    }
}
