using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Chancery.Vault;

/// <summary>Who owns a file: .NET tells a file's mode, not its owner.</summary>
internal static class FileOwner
{
    private const int CurrentFolder = -100;
    private const uint WantsOwner = 0x8;

    // struct statx (statx(2)) is 256 bytes with stx_uid at 20, on every architecture: what stat(2) does not promise.
    private const int StatxBytes = 256;
    private const int OwnerAt = 20;

    /// <summary>Whether the file is this process's own. Away from Linux that follows from its mode: what only its owner may read, and this
    /// process can, is its own.</summary>
    internal static bool IsUs(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        var found = new byte[StatxBytes];
        return Statx(CurrentFolder, Encoding.UTF8.GetBytes(path + '\0'), 0, WantsOwner, found) == 0
            && BinaryPrimitives.ReadUInt32LittleEndian(found.AsSpan(OwnerAt)) == EffectiveUser();
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, [Out] byte[] found);

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();
}
