using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Storage;

internal static class SqliteMigration
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Makes the file and brings its schema up to date, one process at a time.</summary>
    public static async Task RunAsync(ChanceryDbContext context, CancellationToken cancellationToken)
    {
        var path = new SqliteConnectionStringBuilder(context.Database.GetConnectionString()).DataSource;
        if (path.Length == 0 || path == ":memory:" || path.StartsWith("file:", StringComparison.Ordinal))
        {
            await context.Database.MigrateAsync(cancellationToken);
            return;
        }

        CreateFile(path);
        if (!(await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            return;
        }

        // EF keeps its own lock as a row, and a process that dies while it migrates leaves the row behind: every later start would wait for it for ever.
        // The system's lock on a file ends with its process; under it, a row can only be such a leftover.
        await using var held = await LockAsync(path + ".migrating", cancellationToken);
        await context.Database.ExecuteSqlRawAsync("""DROP TABLE IF EXISTS "__EFMigrationsLock" """, cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }

    /// <summary>Makes the file, readable by its owner alone, before SQLite would make it by the process's umask. Its WAL takes the same mode.</summary>
    private static void CreateFile(string path)
    {
        if (!OperatingSystem.IsWindows() && !File.Exists(path))
        {
            File.Open(path, OwnerOnly(FileShare.ReadWrite)).Dispose();
        }
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return File.Open(path, OwnerOnly(FileShare.None));
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process migrates.
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    private static FileStreamOptions OwnerOnly(FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
