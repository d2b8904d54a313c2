using Chancery.Domain;

namespace Chancery.Vault;

/// <summary>Files that only their owner may read: keys and passphrases.</summary>
public static class SecretFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Makes a folder that only its owner may enter, where it does not exist.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">The file system will not.</exception>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            // The folder inherits the access list of its parent: under %ProgramData% the installer sets it.
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>Reads a secret, refusing a file that others could have read or written, or that belongs to somebody else.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">The most bytes it may have.</param>
    /// <returns>Its bytes; or <c>secretFileMissing</c>, <c>secretFileExposed</c>, <c>secretFileNotOurs</c>, <c>secretFileTooLarge</c>.</returns>
    public static Result<byte[]> Read(string path, int limit = 1 << 20)
    {
        if (!File.Exists(path))
        {
            return new Error("secretFileMissing", path);
        }

        if (!OperatingSystem.IsWindows())
        {
            var mode = File.GetUnixFileMode(path);
            if ((mode & Others) != 0)
            {
                return new Error("secretFileExposed", path, $"mode {Convert.ToString((int)mode, 8)}");
            }

            // A systemd credential belongs to root or to the service's user, on a mount of its own that nobody else enters.
            if (!FileOwner.IsUs(path) && (mode & UnixFileMode.UserWrite) != 0)
            {
                return new Error("secretFileNotOurs", path);
            }
        }

        using var stream = File.OpenRead(path);
        if (stream.Length > limit)
        {
            return new Error("secretFileTooLarge", path, $"{stream.Length} bytes, at most {limit}");
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Writes a secret so that a crash leaves the old file or the new one, whole: beside it, synced, then renamed over it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its bytes.</param>
    /// <exception cref="IOException">The file system will not.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var beside = path + ".new";
        File.Delete(beside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var stream = new FileStream(beside, options))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }
}
