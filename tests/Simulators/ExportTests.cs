using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Apple;
using Chancery.Domain;
using Chancery.Simulators.Tests.Server;

namespace Chancery.Simulators.Tests;

public sealed class ExportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chancery-simulator-").FullName;

    [Fact]
    public async Task Export_holds_what_anyone_can_check()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var authority = new TestAuthority("Root");
        var (signing, encryption) = (authority.IssueSigning("alice@example.test"), authority.IssueEncryption("alice@example.test"));
        await lab.InstallAsync(device, ProfileTests.AccountProfile("1", signing, encryption));
        device.ExportTo(_folder);

        var identity = X509Certificate2.CreateFromPemFile(In("device-identity.pem"));
        Assert.Equal(lab.Server.Issued.Single().Thumbprint, identity.Thumbprint);
        Assert.True(identity.HasPrivateKey);
        var p12 = X509CertificateLoader.LoadPkcs12FromFile(In($"identities/{encryption.Thumbprint}.p12"), File.ReadAllText(In($"identities/{encryption.Thumbprint}.p12.password")));
        Assert.Equal(encryption.Thumbprint, p12.Thumbprint.ToLowerInvariant());
        Assert.Equal(["0001-test.enrollment.mobileconfig", "0002-test.account.mobileconfig"], Names("profiles"));
        Assert.Equal(["0001-InstallProfile.plist"], Names("commands"));
        Assert.Equal(device.Commands[0].Bytes, File.ReadAllBytes(In("commands/0001-InstallProfile.plist")));
        var clear = Plist.ParseDictionary(File.ReadAllBytes(In("profiles/0002-test.account.mobileconfig"))).Value;
        Assert.Null(clear["EncryptedPayloadContent"]);
        Assert.Equal(3, clear.Array("PayloadContent")!.Items.Length);
    }

    [Fact]
    public async Task Export_replaces_an_earlier_one_and_is_for_its_owner_alone()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var identity = new TestAuthority("Root").IssueEncryption("alice@example.test");
        await lab.InstallAsync(device, TestProfiles.Identities(TestProfiles.Spec("test.id", "1", false, ("one", identity)), ("one", identity)));
        device.ExportTo(_folder);
        Assert.Equal(2, Names("identities").Count);
        await device.CheckOutAsync();
        device.ExportTo(_folder);

        Assert.Empty(Names("identities"));
        Assert.True(File.Exists(In("device-identity.pem")));
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), file);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string In(string path) => Path.Combine(_folder, path);

    private List<string?> Names(string folder) => [.. Directory.EnumerateFiles(In(folder)).Select(Path.GetFileName).Order(StringComparer.Ordinal)];
}
