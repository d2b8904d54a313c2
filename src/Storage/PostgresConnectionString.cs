using System.Globalization;
using Npgsql;

namespace Chancery.Storage;

/// <summary>PostgreSQL's connection strings: Npgsql's own (<c>Host=…;Database=…</c>) and libpq's URI (<c>postgres://user@host:5432/database</c>).</summary>
internal static class PostgresConnectionString
{
    public static bool Is(string text) =>
        text.TrimStart().StartsWith("Host=", StringComparison.OrdinalIgnoreCase) || text.TrimStart().StartsWith("postgres", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="ArgumentException">It is neither form.</exception>
    public static string Read(string text)
    {
        if (text.TrimStart().StartsWith("Host=", StringComparison.OrdinalIgnoreCase))
        {
            return new NpgsqlConnectionStringBuilder(text).ToString();
        }

        // The text may hold a password, so no message repeats it.
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql"))
        {
            throw new ArgumentException("A PostgreSQL connection string reads Host=…;Database=… or postgres://user@host:5432/database.", nameof(text));
        }

        var builder = new NpgsqlConnectionStringBuilder { Host = uri.Host, Port = uri.Port > 0 ? uri.Port : 5432 };
        var database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        var user = uri.UserInfo.Split(':', 2);
        if (database.Length > 0)
        {
            builder.Database = database;
        }

        if (user[0].Length > 0)
        {
            builder.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length > 1)
        {
            builder.Password = Uri.UnescapeDataString(user[1]);
        }

        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            builder[KeyOf(Uri.UnescapeDataString(parts[0]))] = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "";
        }

        return builder.ToString();
    }

    // libpq's names where Npgsql has others.
    private static string KeyOf(string name) => name.ToLower(CultureInfo.InvariantCulture) switch
    {
        "sslmode" => "SSL Mode",
        "application_name" => "Application Name",
        "connect_timeout" => "Timeout",
        _ => name,
    };
}
