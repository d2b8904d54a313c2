namespace Chancery.Cli.Terminal;

/// <summary>Reads and writes the files a person names.</summary>
internal static class Files
{
    /// <summary>The largest file a command reads whole.</summary>
    public const long Largest = 64 * 1024 * 1024;

    /// <returns>The bytes, or null after the failure was printed.</returns>
    public static byte[]? ReadFile(this CliContext context, string path)
    {
        try
        {
            if (new FileInfo(path).Length > Largest)
            {
                context.Fail("fileTooLarge", path);
                return null;
            }

            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            context.Fail("fileUnreadable", path);
            return null;
        }
    }

    /// <summary>A secret: the first line of a file.</summary>
    public static string? ReadSecret(this CliContext context, string path) =>
        context.ReadFile(path) is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes).Split('\n')[0].TrimEnd('\r') : null;

    /// <summary>Writes a file; one that holds a secret is its owner's alone.</summary>
    public static bool WriteFile(this CliContext context, string path, byte[] bytes, bool isSecret = false)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (isSecret && !OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new FileStream(path, options);
            file.Write(bytes);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            context.Fail("fileUnwritable", path);
            return false;
        }
    }
}
