using System.Security.Cryptography.X509Certificates;
using System.Text;
using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Pki;

namespace Chancery.Connector.Tests;

public sealed class SecretsTests
{
    [Fact]
    public async Task No_secret_is_in_the_log_in_an_outcome_or_at_rest()
    {
        await using var office = await TestOffice.OpenAsync(change: options => options with { LinkEnrollmentAddresses = [TestOffice.Mallory] });
        var outcomes = new List<WorkOutcome>();
        async Task DoAsync(WorkBody work) => outcomes.Add(await office.DoAsync(work));

        var pfx = TestPfx.Make(TestOffice.Alice);
        await DoAsync(office.Import(pfx, TestOffice.Alice, TestOffice.Alice));
        await DoAsync(office.Import(pfx with { Bytes = [.. pfx.Bytes[..^40]] }, TestOffice.Alice, TestOffice.Alice));
        await DoAsync(office.Import(pfx, TestOffice.Alice, TestOffice.Mallory));
        await DoAsync(office.Enrollment(TestOffice.Alice));
        var challenge = TestDevice.ReadProfile(office.Mail.Profile(TestOffice.Alice)).Scep.Challenge;
        var device = await TestDevice.EnrollAsync(office, office.Mail.Profile(TestOffice.Alice), 0);
        await DoAsync(device.Seal(TestDevice.Issued("signing", TestOffice.Alice), TestDevice.Imported("history", ((PfxImported)outcomes[0]).Identities[0])));
        var sealedProfile = ((ProfileSealed)outcomes[^1]).Profile;
        await DoAsync(new ScepWork(ScepClient.Create(Keys.Rsa(1), "CN=x", challenge, office.Core.DeviceAuthority.Certificate, null).Message));
        office.Core.Ledger.AfterIntent = () => throw new IOException(TestPfx.Secret);
        await DoAsync(device.Seal("other", "r1", TestDevice.Issued("signing", TestOffice.Alice)));
        office.Core.Ledger.AfterIntent = null;
        var link = Assert.IsType<EnrollmentCreated>(await office.DoAsync(office.Enrollment(TestOffice.Mallory, EnrollmentDelivery.Link)));

        string[] secrets =
        [
            TestPfx.Secret, challenge, TestDevice.ReadProfile(link.Profile!).Scep.Challenge,
            .. device.Open(sealedProfile).Select(identity => Convert.ToBase64String(identity.Key.ExportPkcs8PrivateKey())),
            Convert.ToBase64String(Keys.Rsa(10).ExportPkcs8PrivateKey()),
            Encoding.Latin1.GetString(Keys.Rsa(10).ExportPkcs8PrivateKey().AsSpan(40, 64)),
        ];
        var haystacks = new Dictionary<string, string>
        {
            ["log"] = string.Join('\n', office.Log.Lines),
            ["outcomes"] = string.Join('\n', outcomes.Select(outcome => System.Text.Json.JsonSerializer.Serialize(outcome, ConnectorJson.Options) + outcome)),
        };
        await StoreFile.ExecuteAsync(office, "PRAGMA wal_checkpoint(TRUNCATE)");
        var files = Directory.EnumerateFiles(office.Folder, "*", SearchOption.AllDirectories);
        foreach (var file in files.Where(file => !file.EndsWith("vault.key", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            haystacks[file] = reader.ReadToEnd();
        }

        Assert.True(haystacks.Count > 5);
        Assert.All(haystacks, haystack => Assert.All(secrets, secret => Assert.False(haystack.Value.Contains(secret, StringComparison.Ordinal), haystack.Key)));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Files_of_the_connector_are_readable_by_their_owner_alone()
    {
        await using var office = await TestOffice.OpenAsync();
        await office.EnrollAsync(TestOffice.Alice);
        Assert.All(
            Directory.EnumerateFiles(office.Folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".backup", StringComparison.Ordinal) && Path.GetFileName(file) != VaultCertificateFile.Name),
            file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task Vaults_certificate_is_beside_it_for_whoever_pins_it()
    {
        await using var office = await TestOffice.OpenAsync();
        using var written = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(office.Folder, VaultCertificateFile.Name));
        Assert.Equal(office.Core.Vault.Certificate.RawData, written.RawData);
        Assert.False(written.HasPrivateKey);
    }

    [Fact]
    public async Task Wrong_vault_for_the_connectors_own_keys_is_named()
    {
        await using var office = await TestOffice.OpenAsync();
        office.Core.Dispose();
        File.Delete(Path.Combine(office.Folder, "vault.key"));
        var opened = await ConnectorCore.OpenAsync(TestOffice.Options(office.Folder, office.Time), office.Mail, [], Trust.TrustChecks.Complete, default);
        Assert.Equal("authorityKeyDamaged", opened.Error?.Code);
        Assert.NotNull(ErrorCatalogue.TryFind("authorityKeyDamaged"));
    }
}
