using System.Text;
using Chancery.Channels.Connectors;
using Chancery.Connector.Releases;
using CsCheck;
using Microsoft.Data.Sqlite;

namespace Chancery.Connector.Tests;

public sealed class ReleaseLogTests
{
    [Fact]
    public async Task Each_release_has_a_line_that_names_device_item_and_certificates()
    {
        await using var office = await TestOffice.OpenAsync();
        var key = await office.ImportAsync(TestPfx.Make(TestOffice.Alice), TestOffice.Alice);
        var device = await office.EnrollAsync(TestOffice.Alice);
        var work = device.Seal("history", "r1", TestDevice.Imported("history", key));
        await office.DoAsync<ProfileSealed>(work);
        await office.DoAsync<ProfileSealed>(work);
        await office.DoAsync<BindingEnded>(new EndBindingWork(device.EnrollmentId, false));
        var entries = Lines(office).Select(line => LogEntry.FromLine(line)!).ToArray();
        Assert.Equal([LogKind.Bound, LogKind.Release, LogKind.Ended], entries.Select(entry => entry.Kind));
        Assert.Equal(("history", "r1"), (entries[1].ItemId, entries[1].Revision));
        Assert.Equal(40, Assert.Single(entries[1].Certificates!).Length);
        Assert.Equal([TestOffice.Alice], entries[1].Addresses);
    }

    [Fact]
    public async Task Release_that_could_not_be_logged_does_not_happen()
    {
        await using var office = await TestOffice.OpenAsync();
        var device = await office.EnrollAsync(TestOffice.Alice);
        office.Core.Log.Dispose();
        var refused = await office.DoAsync<WorkRefused>(device.Seal(TestDevice.Issued("signing", TestOffice.Alice)));
        Assert.Equal("connectorFailed", refused.Error.Code);
        await office.ReopenAsync();
        await using var db = office.Core.Store.Begin();
        Assert.Empty(db.Sealed);
    }

    [Fact]
    public async Task Any_line_changed_left_out_or_moved_is_found_at_the_next_start()
    {
        var path = Path.Combine(TestFolder.Make(), "log");
        using (var log = ReleaseLog.Open(path, TimeProvider.System).Value)
        {
            for (var index = 0; index < 5; index++)
            {
                await log.AppendAsync(LogKind.Ended, Guid.NewGuid());
            }
        }

        var whole = File.ReadAllBytes(path);
        var lines = Encoding.UTF8.GetString(whole).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(Opens(path, lines));
        for (var index = 0; index < lines.Length; index++)
        {
            Assert.Equal(index == lines.Length - 1, Opens(path, [.. lines[..index], .. lines[(index + 1)..]]));
        }

        Assert.False(Opens(path, [lines[1], lines[0], .. lines[2..]]));
        Assert.False(Opens(path, [.. lines, lines[^1]]));
        Gen.Int[0, whole.Length - 2].Sample(
            at =>
            {
                var altered = whole.ToArray();
                altered[at] ^= 1;
                File.WriteAllBytes(path, altered);
                using var log = ReleaseLog.Open(path, TimeProvider.System) is { IsOk: true } opened ? opened.Value : null;
                return log is null;
            },
            iter: 200, threads: 1);
    }

    [Fact]
    public async Task Line_torn_by_a_crash_is_taken_off_and_the_chain_goes_on()
    {
        var path = Path.Combine(TestFolder.Make(), "log");
        var id = Guid.NewGuid();
        using (var log = ReleaseLog.Open(path, TimeProvider.System).Value)
        {
            await log.AppendAsync(LogKind.Ended, id);
        }

        File.AppendAllText(path, "{\"sequence\":2,\"ti");
        using (var log = ReleaseLog.Open(path, TimeProvider.System).Value)
        {
            Assert.True(log.HasEnded(id));
            await log.AppendAsync(LogKind.Ended, Guid.NewGuid());
        }

        using var again = ReleaseLog.Open(path, TimeProvider.System).Value;
        Assert.Equal(2, File.ReadLines(path).Count());
    }

    [Fact]
    public async Task Connectors_own_store_put_back_from_a_backup_revives_no_binding()
    {
        await using var office = await TestOffice.OpenAsync();
        var key = await office.ImportAsync(TestPfx.Make(TestOffice.Alice), TestOffice.Alice);
        var device = await office.EnrollAsync(TestOffice.Alice);
        var store = Path.Combine(office.Folder, "connector.db");
        await StoreFile.ExecuteAsync(office, "PRAGMA wal_checkpoint(TRUNCATE)");
        File.Copy(store, store + ".backup");
        await office.DoAsync<BindingEnded>(new EndBindingWork(device.EnrollmentId, false));
        SqliteConnection.ClearAllPools();
        File.Delete(store + "-wal");
        File.Delete(store + "-shm");
        File.Move(store + ".backup", store, overwrite: true);
        await office.ReopenAsync();
        var refused = await office.DoAsync<WorkRefused>(device.Seal(TestDevice.Imported("history", key)));
        Assert.Equal("bindingEnded", refused.Error.Code);
    }

    private static bool Opens(string path, string[] lines)
    {
        File.WriteAllText(path, string.Concat(lines.Select(line => line + "\n")));
        var opened = ReleaseLog.Open(path, TimeProvider.System);
        if (!opened.IsOk)
        {
            Assert.Equal("releaseLogBroken", opened.Error.Code);
            return false;
        }

        opened.Value.Dispose();
        return true;
    }

    private static string[] Lines(TestOffice office)
    {
        using var file = new FileStream(Path.Combine(office.Folder, "releases.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
