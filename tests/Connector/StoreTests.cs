using Chancery.Connector.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Connector.Tests;

public sealed class StoreTests
{
    [Fact]
    public async Task Tables_of_the_schema_are_those_of_the_model()
    {
        var folder = TestFolder.Make();
        var store = ConnectorStore.Open(Path.Combine(folder, "store.db")).Value;
        await using var db = store.Begin();
        foreach (var entity in db.Model.GetEntityTypes())
        {
            var columns = new List<(string, bool, bool)>();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            await db.Database.OpenConnectionAsync();
            command.CommandText = $"SELECT name, \"notnull\", pk FROM pragma_table_info('{entity.GetTableName()}')";
            await using (var reader = await command.ExecuteReaderAsync())
            {
                while (await reader.ReadAsync())
                {
                    columns.Add((reader.GetString(0), reader.GetBoolean(1), reader.GetInt32(2) > 0));
                }
            }

            var expected = entity.GetProperties().Select(property => (property.GetColumnName(), !property.IsNullable, property.IsPrimaryKey()));
            Assert.Equal(expected.Order(), columns.Order());
        }
    }

    [Fact]
    public async Task Store_of_a_later_version_is_left_alone()
    {
        var path = Path.Combine(TestFolder.Make(), "store.db");
        var store = ConnectorStore.Open(path).Value;
        await using (var db = store.Begin())
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA user_version = 99");
        }

        SqliteConnection.ClearAllPools();
        Assert.Equal("connectorStoreNewer", ConnectorStore.Open(path).Error?.Code);
    }

    [Fact]
    public async Task Changes_are_synced_to_disk_and_wait_for_each_other()
    {
        var store = ConnectorStore.Open(Path.Combine(TestFolder.Make(), "store.db")).Value;
        await using var db = store.Begin();
        await db.Database.OpenConnectionAsync();
        async Task<string> PragmaAsync(string name)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"PRAGMA {name}";
            return Convert.ToString(await command.ExecuteScalarAsync())!;
        }

        Assert.Equal("wal", await PragmaAsync("journal_mode"));
        Assert.Equal("2", await PragmaAsync("synchronous"));
        Assert.Equal("30000", await PragmaAsync("busy_timeout"));
    }

    [Fact]
    public async Task Results_are_forgotten_once_no_lease_can_be_outstanding()
    {
        await using var office = await TestOffice.OpenAsync();
        await office.DoAsync(office.Enrollment(TestOffice.Alice));
        await office.Dispatcher.PruneAsync(default);
        await using var db = office.Core.Store.Begin();
        Assert.Single(db.WorkResults);
        office.Time.Advance(TimeSpan.FromDays(31));
        await office.Dispatcher.PruneAsync(default);
        Assert.Empty(db.WorkResults);
    }
}
