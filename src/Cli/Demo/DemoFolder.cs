using System.Security.Cryptography;

namespace Chancery.Cli.Demo;

/// <summary>The folder that anyone can check without trusting us. It holds private keys, so it is its owner's alone.</summary>
internal sealed class DemoFolder
{
    private static readonly string[] Ours = ["ca", "mail", "devices", "report.json"];

    private DemoFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>Makes the folder, clearing away what an earlier demo left; null where it holds anything else.</summary>
    public static DemoFolder? Prepare(string path)
    {
        if (Directory.Exists(path))
        {
            if (Directory.EnumerateFileSystemEntries(path).Any(entry => !Ours.Contains(System.IO.Path.GetFileName(entry))))
            {
                return null;
            }

            foreach (var name in Ours)
            {
                var old = System.IO.Path.Combine(path, name);
                if (Directory.Exists(old))
                {
                    Directory.Delete(old, recursive: true);
                }

                File.Delete(old);
            }
        }

        Make(path);
        return new DemoFolder(path);
    }

    /// <summary>Writes what a device has.</summary>
    public void Export(DemoDevice device)
    {
        var folder = DeviceFolder(device);
        Make(folder);
        device.Device.ExportTo(folder);
    }

    /// <summary>
    /// Writes again the commands of a device that has since given everything back. Its identities stay as they were: who checks that it could
    /// read a mail before needs them.
    /// </summary>
    public void ExportCommands(DemoDevice device)
    {
        var now = Directory.CreateTempSubdirectory("chancery-export-").FullName;
        device.Device.ExportTo(now);
        var commands = System.IO.Path.Combine(DeviceFolder(device), "commands");
        Directory.Delete(commands, recursive: true);
        Make(commands);
        foreach (var file in Directory.GetFiles(System.IO.Path.Combine(now, "commands")))
        {
            File.Copy(file, System.IO.Path.Combine(commands, System.IO.Path.GetFileName(file)));
        }

        Directory.Delete(now, recursive: true);
    }

    private string DeviceFolder(DemoDevice device) => System.IO.Path.Combine(Path, "devices", device.Name);

    /// <summary>Writes a file under the folder, by its path within it.</summary>
    public void Write(string relative, byte[] bytes)
    {
        var file = System.IO.Path.Combine(Path, relative);
        Make(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>Writes a revocation list as PEM, which every version of openssl verify takes.</summary>
    public void WriteCrl(string relative, byte[] der) =>
        Write(relative, System.Text.Encoding.ASCII.GetBytes(PemEncoding.WriteString("X509 CRL", der) + "\n"));

    private static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
