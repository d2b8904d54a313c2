using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki.Tests;

/// <summary>A folder for one test's files.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chancery-pki-");

    public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(Path(name), bytes);
        return Path(name);
    }

    public string Write(string name, params X509Certificate2[] certificates)
    {
        File.WriteAllText(Path(name), string.Join('\n', certificates.Select(certificate => certificate.ExportCertificatePem())) + "\n");
        return Path(name);
    }

    public string Write(string name, AsymmetricAlgorithm key)
    {
        File.WriteAllText(Path(name), key.ExportPkcs8PrivateKeyPem() + "\n");
        return Path(name);
    }

    public byte[] Read(string name) => File.ReadAllBytes(Path(name));

    public void Dispose() => _folder.Delete(recursive: true);
}
