using Chancery.Cli.Demo;
using Chancery.Cli.Terminal;

namespace Chancery.System.Tests;

/// <summary>A service for the tests of commands: <c>chancery serve</c> as processes of its own, and a folder for the files commands name.</summary>
public sealed class ServeFixture : IAsyncLifetime
{
    private DemoService? _service;

    public string Folder { get; } = Directory.CreateTempSubdirectory("chancery-commands-").FullName;

    internal DemoService Service => _service!;

    /// <summary>What stands in braces in a session.</summary>
    internal IReadOnlyDictionary<string, string> Names => new Dictionary<string, string>
    {
        ["server"] = Service.Ready.Url.GetLeftPart(UriPartial.Authority),
        ["authority"] = Service.Ready.Url.Authority,
        ["token"] = Service.Ready.AdminTokenFile,
        ["tls"] = Service.Ready.TlsCertificateFile,
        ["vault"] = Service.Ready.VaultCertificate,
        ["dir"] = Folder,
    };

    public async ValueTask InitializeAsync()
    {
        _service = await DemoService.StartAsync(Path.Combine(Folder, "data"), _ => { }, TimeProvider.System, CancellationToken.None);
        using var legacy = new LegacyAuthority(TimeProvider.System.GetUtcNow());
        foreach (var (name, usage) in new[] { ("dora-enc", Encipher), ("dora-sign", Sign), ("eve-sign", Sign) })
        {
            var address = name.StartsWith("dora", StringComparison.Ordinal) ? "dora@example.test" : "eve@example.test";
            var identity = legacy.Issue(name, address, usage, (-10, 300));
            File.WriteAllBytes(At(name + ".p12"), identity.Pfx(legacy.Certificate));
            File.WriteAllText(At(name + ".p12.password"), identity.Password + "\n");
            File.WriteAllText(At(name + ".pem"), identity.Certificate.ExportCertificatePem());
        }

        File.WriteAllText(At("legacy.pem"), legacy.Certificate.ExportCertificatePem());
        File.WriteAllText(At("wrong.password"), "not the password\n");
        File.WriteAllText(At("letter.txt"), "Bonjour Eve,\n\nà demain.\n");
        File.WriteAllText(At("not-a.p12"), "no PKCS#12");
        File.WriteAllText(At("not-a.pem"), "no certificate");
        File.WriteAllText(At("empty.token"), "");
        using var large = File.Create(At("large.eml"));
        large.SetLength(Files.Largest + 1);
    }

    public async ValueTask DisposeAsync()
    {
        await _service!.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    public string At(string name) => Path.Combine(Folder, name);

    private const global::System.Security.Cryptography.X509Certificates.X509KeyUsageFlags Encipher =
        global::System.Security.Cryptography.X509Certificates.X509KeyUsageFlags.KeyEncipherment;

    private const global::System.Security.Cryptography.X509Certificates.X509KeyUsageFlags Sign =
        global::System.Security.Cryptography.X509Certificates.X509KeyUsageFlags.DigitalSignature;
}

/// <summary>The tests that look at it, one after the other.</summary>
[CollectionDefinition("serve")]
public sealed class ServeTests : ICollectionFixture<ServeFixture>;
