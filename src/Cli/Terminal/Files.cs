namespace Chancery.Cli.Terminal;

/// <summary>Reads and writes the files a person names.</summary>
internal static class Files
{
    /// <summary>The largest file a command reads whole.</summary>
    public const long Largest = 64 * 1024 * 1024;

    /// <summary>The name that stands for standard input and standard output.</summary>
    public const string Pipe = "-";

    /// <summary>Reads a file whole; <c>-</c> is standard input.</summary>
    /// <returns>The bytes, or null after the failure was printed.</returns>
    public static byte[]? ReadFile(this CliContext context, string path)
    {
        try
        {
            if (path == Pipe)
            {
                return context.ReadInput();
            }

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

    /// <summary>Writes bytes to standard output as they are.</summary>
    public static bool WriteRaw(this CliContext context, byte[] bytes)
    {
        try
        {
            if (context.RawOut is { } stream)
            {
                context.Out.Flush();
                stream.Write(bytes);
                stream.Flush();
            }
            else
            {
                context.Out.Write(System.Text.Encoding.UTF8.GetString(bytes));
            }

            return true;
        }
        catch (IOException)
        {
            context.Fail("fileUnwritable", Pipe);
            return false;
        }
    }

    private static byte[]? ReadInput(this CliContext context)
    {
        using var all = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = context.In.Read(buffer)) > 0;)
        {
            if (all.Length + read > Largest)
            {
                context.Fail("fileTooLarge", Pipe);
                return null;
            }

            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }

    /// <summary>A secret: the first line of a file.</summary>
    public static string? ReadSecret(this CliContext context, string path) =>
        context.ReadFile(path) is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes).Split('\n')[0].TrimEnd('\r') : null;

    /// <summary>Writes a file; <c>-</c> is standard output. One that holds a secret is its owner's alone.</summary>
    public static bool WriteFile(this CliContext context, string path, byte[] bytes, bool isSecret = false)
    {
        if (path == Pipe)
        {
            return context.WriteRaw(bytes);
        }

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
