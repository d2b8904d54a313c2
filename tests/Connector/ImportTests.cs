using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Pki;
using Chancery.Vault;

namespace Chancery.Connector.Tests;

public sealed class ImportTests
{
    private const X509KeyUsageFlags Signs = X509KeyUsageFlags.DigitalSignature;
    private const X509KeyUsageFlags Enciphers = X509KeyUsageFlags.KeyEncipherment;

    [Fact]
    public async Task Good_import_is_sealed_to_its_owner()
    {
        await using var office = await TestOffice.OpenAsync();
        var pfx = TestPfx.Make(TestOffice.Alice);
        var key = await office.ImportAsync(pfx, "Alice@Example.Test", former: "a.smith@example.test");
        Assert.Equal(pfx.Certificate.RawData, key.Certificate);
        Assert.Equal(["a.smith@example.test", TestOffice.Alice], key.Addresses);
        var record = SealedKey.Decode(key.SealedKey).Value;
        Assert.Equal(IntendedPurpose.SmimeEncryption, record.Purpose);
        Assert.Equal(CertificateReader.PublicKeyHash(pfx.Certificate), record.PublicKeyHash);
        Assert.Null(record.Recovery);
    }

    [Fact]
    public async Task Wrong_password_is_refused() => await RefusedAsync("pfxWrongPassword", TestPfx.Make(TestOffice.Alice) with { Password = "wrong" });

    [Fact]
    public async Task File_that_is_no_pfx_is_refused() => await RefusedAsync("pfxMalformed", TestPfx.Make(TestOffice.Alice) with { Bytes = [1, 2, 3] });

    [Fact]
    public async Task Certificate_without_its_key_is_refused()
    {
        var certificate = TestPfx.Certify(TestOffice.Alice, Enciphers, 10);
        await RefusedAsync("pfxNoKey", new TestPfx(certificate.Export(X509ContentType.Pkcs12, TestPfx.Secret)!, TestPfx.Secret, certificate));
    }

    [Fact]
    public async Task Key_that_is_not_the_certificates_is_refused()
    {
        var certificate = TestPfx.Certify(TestOffice.Alice, Enciphers, 10);
        var contents = new System.Security.Cryptography.Pkcs.Pkcs12SafeContents();
        contents.AddCertificate(certificate);
        contents.AddKeyUnencrypted(Keys.Rsa(11));
        var builder = new System.Security.Cryptography.Pkcs.Pkcs12Builder();
        builder.AddSafeContentsUnencrypted(contents);
        builder.SealWithMac(TestPfx.Secret, System.Security.Cryptography.HashAlgorithmName.SHA256, 1000);
        await RefusedAsync("pfxKeyMismatch", new TestPfx(builder.Encode(), TestPfx.Secret, certificate));
    }

    [Fact]
    public async Task Another_persons_certificate_is_refused()
    {
        var error = await RefusedAsync("importAddressNotInCertificate", TestPfx.Make("bob@example.test"));
        Assert.Equal("userPrincipalName", error.Target);
        Assert.Contains("bob@example.test", error.Detail);
    }

    [Fact]
    public async Task Certificate_of_a_former_address_is_taken_where_the_seal_names_it()
    {
        await using var office = await TestOffice.OpenAsync();
        await office.ImportAsync(TestPfx.Make("a.smith@example.test"), TestOffice.Alice, former: "a.smith@example.test");
    }

    [Theory]
    [InlineData(Signs, "smimeEncryption")]
    [InlineData(Enciphers, "smimeSigning")]
    public async Task Usage_that_contradicts_the_purpose_is_refused(X509KeyUsageFlags usage, string purpose)
    {
        var error = await RefusedAsync("importUsageContradictsPurpose", TestPfx.Make(TestOffice.Alice, usage), purpose);
        Assert.Equal("intendedPurpose", error.Target);
    }

    [Fact]
    public async Task Purpose_other_than_the_one_inside_the_seal_is_refused()
    {
        await using var office = await TestOffice.OpenAsync();
        var work = office.Import(TestPfx.Make(TestOffice.Alice), TestOffice.Alice, TestOffice.Alice) with { Purpose = IntendedPurpose.SmimeSigning };
        Assert.Equal("importPurposeDiffers", (await office.DoAsync<WorkRefused>(work)).Error.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("other")]
    public async Task Purpose_nobody_knows_is_refused(string purpose)
    {
        await using var office = await TestOffice.OpenAsync();
        var refused = await office.DoAsync<WorkRefused>(
            office.Import(TestPfx.Make(TestOffice.Alice), TestOffice.Alice, TestOffice.Alice, purpose) with { Purpose = IntendedPurpose.Unassigned });
        Assert.Contains(refused.Error.Code, new[] { "importPurposeDiffers", "sealedImportMalformed" });
    }

    [Fact]
    public async Task What_is_sealed_to_another_vault_or_to_none_is_refused()
    {
        await using var office = await TestOffice.OpenAsync();
        await using var other = await TestOffice.OpenAsync();
        using var stranger = KeyVault.Open(Path.Combine(other.Folder, "stranger.key"), null, TimeProvider.System).Value;
        var import = new SealedImport { Pfx = [1], Password = "x", OwnerAddress = TestOffice.Alice, Purpose = "smimeEncryption" };
        ImportPfxWork Work(byte[] blob) => new(blob, TestOffice.Alice, IntendedPurpose.SmimeEncryption);
        Assert.Equal("cmsDecryptFailed", (await office.DoAsync<WorkRefused>(Work(SealedImport.Seal(import, stranger.Certificate)))).Error.Code);
        Assert.Equal("cmsMalformed", (await office.DoAsync<WorkRefused>(Work([0x30, 0x00]))).Error.Code);
    }

    [Theory]
    [InlineData(-700, -10, Enciphers, "certificateExpired")]
    [InlineData(10, 300, Enciphers, "certificateNotYetValid")]
    [InlineData(-10, 300, Enciphers | Signs, "certificateDualUse")]
    [InlineData(-10, 300, Enciphers, "certificateChainUnknown")]
    public async Task What_is_odd_but_usable_is_taken_with_a_warning(int from, int to, X509KeyUsageFlags usage, string warning)
    {
        await using var office = await TestOffice.OpenAsync();
        var key = await office.ImportAsync(TestPfx.Make(TestOffice.Alice, usage, fromDays: from, toDays: to), TestOffice.Alice);
        Assert.Contains(warning, key.Warnings);
        Assert.All(key.Warnings, code => Assert.NotNull(ErrorCatalogue.TryFind(code)));
    }

    [Fact]
    public async Task File_with_a_signing_and_an_encryption_key_gives_the_one_meant()
    {
        var (signing, encryption) = (TestPfx.Certify(TestOffice.Alice, Signs, 10), TestPfx.Certify(TestOffice.Alice, Enciphers, 11));
        var contents = new System.Security.Cryptography.Pkcs.Pkcs12SafeContents();
        contents.AddCertificate(signing);
        contents.AddCertificate(encryption);
        contents.AddKeyUnencrypted(Keys.Rsa(10));
        contents.AddKeyUnencrypted(Keys.Rsa(11));
        var builder = new System.Security.Cryptography.Pkcs.Pkcs12Builder();
        builder.AddSafeContentsUnencrypted(contents);
        builder.SealWithMac(TestPfx.Secret, System.Security.Cryptography.HashAlgorithmName.SHA256, 1000);
        await using var office = await TestOffice.OpenAsync();
        var key = await office.ImportAsync(new TestPfx(builder.Encode(), TestPfx.Secret, encryption), TestOffice.Alice);
        Assert.Equal(encryption.RawData, key.Certificate);
    }

    private static async Task<Error> RefusedAsync(string code, TestPfx pfx, string purpose = "smimeEncryption")
    {
        await using var office = await TestOffice.OpenAsync();
        var refused = await office.DoAsync<WorkRefused>(office.Import(pfx, TestOffice.Alice, TestOffice.Alice, purpose));
        Assert.Equal(code, refused.Error.Code);
        Assert.False(refused.Retryable);
        Assert.NotNull(ErrorCatalogue.TryFind(code));
        return refused.Error;
    }
}
