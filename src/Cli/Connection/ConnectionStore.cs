using System.Text.Json;
using Chancery.Client;

namespace Chancery.Cli.Connection;

/// <summary>The connection that <c>chancery connect</c> wrote down: where the server is and what is pinned; the token stays in its own file.</summary>
internal sealed class ConnectionStore(string folder)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string Path { get; } = System.IO.Path.Combine(folder, "connection.json");

    /// <returns>The connection; null where there is none, or it cannot be read.</returns>
    public ChanceryConnection? Load()
    {
        try
        {
            return JsonSerializer.Deserialize<ChanceryConnection>(File.ReadAllBytes(Path), Json);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it, whole or not at all, readable by its owner alone.</summary>
    public void Save(ChanceryConnection connection)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var partial = Path + ".partial";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(partial, options))
        {
            JsonSerializer.Serialize(file, connection, Json);
        }

        File.Move(partial, Path, overwrite: true);
    }
}
