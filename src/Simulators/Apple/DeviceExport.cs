using System.Text;
using Chancery.Simulators.Apple.Store;

namespace Chancery.Simulators.Apple;

/// <summary>Writes a device's folder for those who check it with other tools than ours.</summary>
internal static class DeviceExport
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyFolder = OwnerOnly | UnixFileMode.UserExecute;

    public static void Write(SimulatedAppleDevice device, string folder)
    {
        MakeFolder(folder);
        if (device.LastIdentity is { } identity)
        {
            WriteFile(Path.Combine(folder, "device-identity.pem"), Encoding.ASCII.GetBytes(Pem(identity)));
        }

        var profiles = Renewed(folder, "profiles");
        foreach (var profile in device.Received)
        {
            WriteFile(Path.Combine(profiles, $"{profile.Number:D4}-{FileName(profile.Identifier)}.mobileconfig"), profile.Clear);
        }

        var commands = Renewed(folder, "commands");
        foreach (var command in device.Commands)
        {
            WriteFile(Path.Combine(commands, $"{command.Number:D4}-{FileName(command.RequestType)}.plist"), command.Bytes);
        }

        var identities = Renewed(folder, "identities");
        foreach (var held in device.Keychain.Identities.Where(held => held is { Pkcs12: not null, Password: not null }))
        {
            var path = Path.Combine(identities, $"{held.Thumbprint}.p12");
            WriteFile(path, held.Pkcs12!);
            WriteFile(path + ".password", Encoding.UTF8.GetBytes(held.Password!));
        }
    }

    private static string Pem(KeychainIdentity identity) =>
        $"{identity.Certificate.ExportCertificatePem()}\n{identity.Key.ExportPkcs8PrivateKeyPem()}\n";

    private static string Renewed(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        MakeFolder(path);
        return path;
    }

    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnlyFolder);
        }
    }

    private static void WriteFile(string path, byte[] content)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var file = new FileStream(path, options);
        file.Write(content);
    }

    /// <summary>Identifiers come from the server: nothing but letters, digits, dots and dashes may name a file.</summary>
    private static string FileName(string text)
    {
        var safe = string.Concat(text.Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' ? character : '_'));
        return safe.Length <= 100 ? safe : safe[..100];
    }
}
