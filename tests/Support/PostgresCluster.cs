using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Chancery.TestSupport;

/// <summary>
/// A PostgreSQL for tests: that of <c>CHANCERY_TEST_POSTGRES</c> (a connection string whose user may create databases), or else a throw-away cluster made from
/// Debian's binaries, on a free port of 127.0.0.1, stopped and deleted with the process that started it. One for each test process.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresCluster>> Started = new(StartAsync);

    private readonly Process? _process;
    private readonly string? _folder;
    private int _databases;

    private PostgresCluster(string connectionString, Process? process, string? folder) =>
        (ConnectionString, _process, _folder) = (connectionString, process, folder);

    /// <summary>Of the database <c>postgres</c>, or the one the environment names.</summary>
    public string ConnectionString { get; }

    /// <summary>The one of this process, started when first asked for.</summary>
    /// <exception cref="InvalidOperationException">There is no PostgreSQL here: the message says what to install.</exception>
    public static Task<PostgresCluster> SharedAsync() => Started.Value;

    /// <summary>Makes a database: an empty one, or a copy.</summary>
    /// <param name="template">The connection string of the one to copy, which nobody uses at the time.</param>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}");
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"DROP DATABASE IF EXISTS {name} WITH (FORCE)";
        await command.ExecuteNonQueryAsync();
        command.CommandText = $"CREATE DATABASE {name} TEMPLATE {(template is null ? "template1" : NameOf(template))}";
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name, MaxPoolSize = 20 }.ToString();
    }

    /// <summary>Deletes a database that <see cref="CreateDatabaseAsync"/> made.</summary>
    /// <param name="connectionString">Its connection string.</param>
    public async Task DropDatabaseAsync(string connectionString)
    {
        Release(connectionString);
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"DROP DATABASE IF EXISTS {NameOf(connectionString)} WITH (FORCE)";
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Closes this process's idle connections to a database.</summary>
    /// <param name="connectionString">Its connection string.</param>
    public static void Release(string connectionString)
    {
        using var pooled = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(pooled);
    }

    /// <summary>Stops the cluster by its own process id, and deletes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        Stop(_process, _folder);
        await ValueTask.CompletedTask;
    }

    private static async Task<PostgresCluster> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("CHANCERY_TEST_POSTGRES") is { Length: > 0 } given)
        {
            return new PostgresCluster(given, null, null);
        }

        var binaries = PostgresBinaries.Find(PostgresBinaries.DebianRoot);
        var folder = Directory.CreateTempSubdirectory("chancery-postgres-").FullName;
        var runAs = PostgresBinaries.RunAs(folder);
        await PostgresBinaries.RunAsync(
            runAs, Path.Combine(binaries, "initdb"), ["-D", Path.Combine(folder, "data"), "-U", "chancery", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]);
        for (var attempt = 0; ; attempt++)
        {
            var port = FreePort();
            var process = StartServer(runAs, binaries, folder, port);

            // Even a test run that is aborted leaves no cluster behind.
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(process, folder);
            var connectionString = $"Host=127.0.0.1;Port={port};Username=chancery;Database=postgres";
            try
            {
                await WaitAsync(connectionString, process);
                return new PostgresCluster(connectionString, process, folder);
            }
            catch (NpgsqlException) when (attempt < 3 && process.HasExited)
            {
                // Somebody took the port between our looking and its listening.
            }
        }
    }

    private static Process StartServer(string[] runAs, string binaries, string folder, int port) => PostgresBinaries.Start(
        runAs,
        Path.Combine(binaries, "postgres"),
        [
            "-D", Path.Combine(folder, "data"), "-p", port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1",
            "-c", $"unix_socket_directories={folder}", "-c", "max_connections=200", "-c", "shared_buffers=32MB",

            // The cluster is thrown away: nothing it holds has to survive a power cut.
            "-c", "fsync=off", "-c", "full_page_writes=off",
        ]);

    private static async Task WaitAsync(string connectionString, Process process)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (attempt < 300 && !process.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    private static void Stop(Process? process, string? folder)
    {
        if (process is { HasExited: false })
        {
            // SIGINT to the postmaster: a fast shutdown. It was exec'd by setpriv, so the process is the postmaster itself.
            PostgresBinaries.Interrupt(process.Id);
            if (!process.WaitForExit(10_000))
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit(5_000);
            }
        }

        if (folder is not null && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string NameOf(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Database!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
