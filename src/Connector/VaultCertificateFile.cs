using System.Security.Cryptography.X509Certificates;

namespace Chancery.Connector;

/// <summary>
/// The vault's certificate as a file in the connector's own folder: whoever imports learns the fingerprint to pin from it, by a way that
/// does not lead through the server. It is public, and written at every start.
/// </summary>
public static class VaultCertificateFile
{
    /// <summary>Its name in the connector's data folder: PEM, one certificate.</summary>
    public const string Name = "vault.pem";

    private const UnixFileMode ForEverybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Writes it, whole or not at all.</summary>
    /// <param name="folder">The connector's data folder.</param>
    /// <param name="certificate">The vault's certificate.</param>
    /// <exception cref="IOException">The file system will not.</exception>
    internal static void Write(string folder, X509Certificate2 certificate)
    {
        var path = Path.Combine(folder, Name);
        var beside = path + ".new";
        File.Delete(beside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = ForEverybody;
        }

        using (var writer = new StreamWriter(beside, options))
        {
            writer.Write(certificate.ExportCertificatePem() + "\n");
        }

        File.Move(beside, path, overwrite: true);
    }
}
