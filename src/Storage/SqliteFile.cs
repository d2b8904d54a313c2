using Microsoft.Data.Sqlite;

namespace Chancery.Storage;

internal static class SqliteFile
{
    /// <summary>Makes the file, readable by its owner alone, before SQLite would make it by the process's umask. Its WAL takes the same mode.</summary>
    public static void Create(string connectionString)
    {
        var path = new SqliteConnectionStringBuilder(connectionString).DataSource;
        if (OperatingSystem.IsWindows() || File.Exists(path) || path.Length == 0 || path == ":memory:" || path.StartsWith("file:", StringComparison.Ordinal))
        {
            return;
        }

        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        File.Open(path, options).Dispose();
    }
}
