using Chancery.TestSupport;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace Chancery.Storage.Tests;

public abstract class SetupTests(StoreKind kind) : StoreTests(kind)
{
    [Fact]
    public async Task Migrations_make_what_the_model_says()
    {
        await using var context = Test.Open();
        Assert.False(context.Database.HasPendingModelChanges());
        Assert.Empty(await context.Database.GetPendingMigrationsAsync());
        Assert.NotEmpty(await context.Database.GetAppliedMigrationsAsync());
    }

    [Fact]
    public async Task Migrating_again_and_from_two_servers_at_once_does_no_harm()
    {
        await Task.WhenAll(Task.Run(() => Store.MigrateAsync()), Task.Run(() => StorageSetup.Open(Test.ConnectionString).MigrateAsync()));
        await using var context = Test.Open();
        Assert.Equal(1, await context.AuditHead.CountAsync());
    }

    [Fact]
    public async Task Counter_tells_reads_from_writes()
    {
        await using var context = Test.Open();
        Test.Counter.Reset();
        await context.Users.ToListAsync();
        _ = context.Users.Count();
        Assert.Equal((2, 0), (Test.Counter.Reads, Test.Counter.Writes));
        new Facts(context).User();
        await context.SaveChangesAsync();
        await context.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.DisplayName, "x"));
        await context.Users.ExecuteDeleteAsync();
        Assert.Equal((2, 3), (Test.Counter.Reads, Test.Counter.Writes));
    }

    [Fact]
    public async Task Device_and_channel_are_found_by_identity_in_one_read()
    {
        await ArrangeAsync(facts => Enumerable.Range(0, 50).Select(_ => facts.Device(facts.User())).ToArray());
        await using var context = Test.Open();
        var thumbprint = await context.Devices.Select(device => device.IdentityThumbprint).FirstAsync();
        Test.Counter.Reset();
        var found = await HotQueries.ByIdentity(context, thumbprint, "").ToListAsync();
        Assert.Single(found);
        Assert.Equal((1, 0), (Test.Counter.Reads, Test.Counter.Writes));
    }

    [Fact]
    public async Task Change_however_it_ends_gives_its_turn_back()
    {
        await using var context = Test.Open();
        await using var other = Test.Open();
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await using (var rolledBack = await context.BeginChangeAsync())
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => context.BeginChangeAsync());
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other.BeginChangeAsync(cancel.Token));
            await rolledBack.RollbackAsync();
            await using (await other.BeginChangeAsync())
            {
                // Left without a word.
            }
        }

        await using var committed = await context.BeginChangeAsync();
        await committed.CommitAsync();
        await using var last = await other.BeginChangeAsync();
        await last.CommitAsync();
    }

    [Fact]
    public async Task What_waits_for_a_commit_runs_after_it_and_not_after_a_rollback()
    {
        var runs = 0;
        await using var context = Test.Open();
        context.WhenCommitted(() => runs++);
        Assert.Equal(1, runs);
        await using (var transaction = await context.BeginChangeAsync())
        {
            context.WhenCommitted(() => runs++);
            await transaction.RollbackAsync();
        }

        await using (await context.BeginChangeAsync())
        {
            context.WhenCommitted(() => runs++);
        }

        await using (var transaction = await context.BeginChangeAsync())
        {
            context.WhenCommitted(() => runs++);
            Assert.Equal(1, runs);
            await transaction.CommitAsync();
        }

        Assert.Equal(2, runs);
    }
}

public sealed class PostgresSetupTests() : SetupTests(StoreKind.PostgreSql)
{
    [Fact]
    public async Task Empty_database_is_migrated()
    {
        var cluster = await PostgresCluster.SharedAsync();
        var connectionString = await cluster.CreateDatabaseAsync();
        await StorageSetup.Open(connectionString).MigrateAsync();
        await using (var context = StorageSetup.Open(connectionString).CreateDbContext())
        {
            Assert.False(await context.Devices.AnyAsync());
        }

        await cluster.DropDatabaseAsync(connectionString);
    }

    [Fact]
    public void Machine_without_PostgreSQL_is_told_what_to_install()
    {
        var error = Assert.Throws<InvalidOperationException>(() => PostgresBinaries.Find("/nowhere"));
        Assert.Contains("apt-get install postgresql", error.Message, StringComparison.Ordinal);
        Assert.Contains("CHANCERY_TEST_POSTGRES", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db;Database=chancery;Username=u;Password=p;Port=5433")]
    [InlineData("postgres://u:p@db:5433/chancery")]
    [InlineData("postgresql://u:p@db:5433/chancery?application_name=chancery")]
    public void Connection_string_in_either_form_is_PostgreSQL(string text)
    {
        Assert.Equal(StoreKind.PostgreSql, StorageSetup.Open(text).Kind);
        var read = new NpgsqlConnectionStringBuilder(PostgresConnectionString.Read(text));
        Assert.Equal(("db", 5433, "chancery", "u", "p"), (read.Host, read.Port, read.Database, read.Username, read.Password));
    }

    [Fact]
    public void Unreadable_connection_string_is_refused_without_repeating_its_password()
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => StorageSetup.Open("postgres u:hunter2@db"));
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }
}

public sealed class SqliteSetupTests() : SetupTests(StoreKind.Sqlite)
{
    [Theory]
    [InlineData("foreign_keys", "1")]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("busy_timeout", "15000")]
    public async Task Connection_keeps_the_promises(string pragma, string value)
    {
        await using var context = Test.Open();
        await context.Database.OpenConnectionAsync();
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        Assert.Equal(value, Convert.ToString(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task File_is_made_for_its_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // There, a file inherits the rights of the data folder.
        }

        var folder = Directory.CreateTempSubdirectory("chancery-sqlite-").FullName;
        var file = Path.Combine(folder, "new.db");
        await StorageSetup.Open(file).MigrateAsync();
        await using (var context = StorageSetup.Open($"Data Source={file};Pooling=False").CreateDbContext())
        {
            await context.Database.OpenConnectionAsync();
            Assert.False(await context.Devices.AnyAsync());
            foreach (var made in Directory.GetFiles(folder))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(made));
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Migration_broken_off_by_a_crash_is_taken_up_again()
    {
        var folder = Directory.CreateTempSubdirectory("chancery-sqlite-").FullName;
        var store = StorageSetup.Open($"Data Source={Path.Combine(folder, "new.db")};Pooling=False");
        await using (var context = store.CreateDbContext())
        {
            // What EF leaves behind when its process dies between taking its lock and giving it back.
            await context.Database.ExecuteSqlRawAsync(
                """CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '')""");
        }

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => store.MigrateAsync()))).WaitAsync(TimeSpan.FromSeconds(60));
        await using (var context = store.CreateDbContext())
        {
            Assert.False(await context.Devices.AnyAsync());
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Many_changes_at_once_wait_without_a_thread_each()
    {
        var before = ThreadPool.ThreadCount;
        await using var context = Test.Open();
        var first = await context.BeginChangeAsync();
        var others = Enumerable.Range(0, 200).Select(async _ =>
        {
            await using var other = Test.Open();
            await using var change = await other.BeginChangeAsync();
            new Facts(other).User();
            await other.SaveChangesAsync();
            await change.CommitAsync();
        }).ToArray();
        Assert.All(others, task => Assert.False(task.IsCompleted));
        Assert.InRange(ThreadPool.ThreadCount, 0, before + 50);
        await first.DisposeAsync();
        await Task.WhenAll(others);
        Assert.Equal(200, await context.Users.CountAsync());
    }

    [Fact]
    public async Task Readers_do_not_wait_for_a_writer()
    {
        await ArrangeAsync(facts => facts.User());
        await using var writer = Test.Open();
        await using var transaction = await writer.BeginChangeAsync();
        await writer.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.DisplayName, "new"));
        await using var reader = Test.Open();
        Assert.Equal("User", (await reader.Users.SingleAsync()).DisplayName);
    }

    [Fact]
    public async Task Writers_wait_for_their_turn()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => ArrangeAsync(facts => facts.User()))));
        await using var context = Test.Open();
        Assert.Equal(20, await context.Users.CountAsync());
    }
}
