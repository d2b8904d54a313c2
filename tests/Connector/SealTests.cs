using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Chancery.Channels.Apple;
using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Pki;
using Chancery.Vault;

namespace Chancery.Connector.Tests;

public sealed class SealTests
{
    [Fact]
    public async Task Device_gets_its_issued_and_imported_identities()
    {
        await using var office = await TestOffice.OpenAsync();
        var pfx = TestPfx.Make(TestOffice.Alice);
        var key = await office.ImportAsync(pfx, TestOffice.Alice);
        var device = await office.EnrollAsync(TestOffice.Alice);
        var made = await office.DoAsync<ProfileSealed>(device.Seal(TestDevice.Issued("signing", TestOffice.Alice), TestDevice.Imported("encryption", key)));
        var identities = device.Open(made.Profile);
        Assert.Equal(2, identities.Count);
        Assert.Equal(
            made.Identities.Select(identity => Convert.ToHexString(identity.Certificate)),
            identities.Select(identity => Convert.ToHexString(identity.Certificate.RawData)));
        Assert.Equal([true, false], made.Identities.Select(identity => identity.Issued));
        Assert.All(identities, identity => Assert.True(KeyPairs.Matches(identity.Certificate, identity.Key)));
    }

    [Fact]
    public async Task OpenSSL_opens_it_with_the_devices_key_and_with_no_other()
    {
        await using var office = await TestOffice.OpenAsync();
        var device = await office.EnrollAsync(TestOffice.Alice);
        var other = await office.EnrollAsync(TestOffice.Alice, key: 1);
        var made = await office.DoAsync<ProfileSealed>(device.Seal(TestDevice.Issued("signing", TestOffice.Alice)));
        var profile = (PlistDictionary)Plist.Parse(made.Profile).Value;
        OpenSsl.Write(office.Folder, "content.der", profile.Data("EncryptedPayloadContent")!);
        foreach (var (name, one) in new[] { ("device", device), ("other", other) })
        {
            OpenSsl.Write(office.Folder, name + ".cer.pem", one.Certificate.ExportCertificatePem());
            OpenSsl.Write(office.Folder, name + ".key.pem", one.Key.ExportPkcs8PrivateKeyPem());
        }

        Task<(bool Ok, string Output)> DecryptAsync(string name) => OpenSsl.RunAsync(
            office.Folder, "cms", "-decrypt", "-inform", "DER", "-in", "content.der", "-recip", name + ".cer.pem", "-inkey", name + ".key.pem");
        var (opened, content) = await DecryptAsync("device");
        Assert.True(opened, content);
        Assert.Contains("com.apple.security.pkcs12", content);
        var (_, nothing) = await DecryptAsync("other");
        Assert.DoesNotContain("com.apple", nothing);
        Assert.DoesNotContain("com.apple.security.pkcs12", Encoding.UTF8.GetString(made.Profile));
    }

    [Fact]
    public async Task Asked_again_for_the_same_revision_it_gives_the_same_bytes()
    {
        await using var office = await TestOffice.OpenAsync();
        var device = await office.EnrollAsync(TestOffice.Alice);
        var work = device.Seal(TestDevice.Issued("signing", TestOffice.Alice));
        var first = await office.DoAsync<ProfileSealed>(work);
        await office.ReopenAsync();
        var again = await office.DoAsync<ProfileSealed>(work);
        Assert.Equal(first.Profile, again.Profile);
        Assert.Single(await office.Core.Ledger.OfEnrollmentAsync(device.EnrollmentId, default), row => row.ItemId == "item");
    }

    [Fact]
    public async Task Two_connectors_work_at_once_on_one_seal_issue_one_certificate()
    {
        await using var office = await TestOffice.OpenAsync();
        var device = await office.EnrollAsync(TestOffice.Alice);
        var work = device.Seal(TestDevice.Issued("signing", TestOffice.Alice));
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => office.DoAsync<ProfileSealed>(work)));
        Assert.Single(made.Select(one => Convert.ToHexString(one.Profile)).Distinct());
    }

    [Fact]
    public async Task New_revision_makes_a_new_key_and_says_which_certificate_it_replaces()
    {
        await using var office = await TestOffice.OpenAsync();
        var device = await office.EnrollAsync(TestOffice.Alice);
        var first = await office.DoAsync<ProfileSealed>(device.Seal("item", "r1", TestDevice.Issued("signing", TestOffice.Alice)));
        office.Time.Advance(TimeSpan.FromDays(1));
        var second = await office.DoAsync<ProfileSealed>(device.Seal("item", "r2", TestDevice.Issued("signing", TestOffice.Alice)));
        var (one, two) = (Certificate(first), Certificate(second));
        Assert.NotEqual(CertificateReader.PublicKeyHash(one), CertificateReader.PublicKeyHash(two));
        var row = Assert.Single(await office.Core.Ledger.OfEnrollmentAsync(device.EnrollmentId, default), row => row.SerialNumber == two.SerialNumber);
        Assert.Equal(one.SerialNumber, row.Replaces);
    }

    [Fact]
    public async Task Issued_certificate_is_what_was_asked_for()
    {
        await using var office = await TestOffice.OpenAsync();
        var device = await office.EnrollAsync(TestOffice.Alice);
        var made = await office.DoAsync<ProfileSealed>(device.Seal(TestDevice.Issued("signing", TestOffice.Alice, kind: KeyKind.Rsa2048)));
        var info = CertificateReader.Describe(Certificate(made));
        Assert.Equal([TestOffice.Alice], info.EmailAddresses);
        Assert.Equal(X509KeyUsageFlags.DigitalSignature, info.KeyUsage);
        Assert.Equal("RSA 2048", info.KeyDescription);
        Assert.True(info.NotAfter - info.NotBefore < TimeSpan.FromDays(365));
        Assert.Contains("http://chancery.example.test/pki/issuing.crl", Encoding.Latin1.GetString(Certificate(made).RawData));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(826)]
    public async Task Validity_out_of_bounds_is_refused(int days)
    {
        await using var office = await TestOffice.OpenAsync();
        var device = await office.EnrollAsync(TestOffice.Alice);
        var (slot, identity) = TestDevice.Issued("signing", TestOffice.Alice);
        var refused = await office.DoAsync<WorkRefused>(device.Seal((slot, (IssuedIdentityRequest)identity with { ValidityDays = days })));
        Assert.Equal("invalidRequest", refused.Error.Code);
    }

    [Fact]
    public async Task Slot_without_a_filling_or_filled_twice_is_refused()
    {
        await using var office = await TestOffice.OpenAsync();
        var device = await office.EnrollAsync(TestOffice.Alice);
        var work = device.Seal(TestDevice.Issued("signing", TestOffice.Alice));
        Assert.Equal("invalidRequest", (await office.DoAsync<WorkRefused>(work with { Identities = [] })).Error.Code);
        Assert.Equal("invalidRequest", (await office.DoAsync<WorkRefused>(work with { Identities = [.. work.Identities, .. work.Identities] })).Error.Code);
        var nameless = device.Seal(TestDevice.Issued("signing", TestOffice.Alice, "no name"));
        Assert.Equal("subjectMalformed", (await office.DoAsync<WorkRefused>(nameless)).Error.Code);
    }

    [Fact]
    public async Task Certificate_of_another_key_is_refused()
    {
        await using var office = await TestOffice.OpenAsync();
        var key = await office.ImportAsync(TestPfx.Make(TestOffice.Alice), TestOffice.Alice);
        var device = await office.EnrollAsync(TestOffice.Alice);
        var other = TestPfx.Certify(TestOffice.Alice, X509KeyUsageFlags.KeyEncipherment, 11).RawData;
        var refused = await office.DoAsync<WorkRefused>(device.Seal(TestDevice.Imported("history", key with { Certificate = other })));
        Assert.Equal("keyCertificateMismatch", refused.Error.Code);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("{\"version\":2}")]
    public async Task Sealed_key_that_is_no_record_is_refused(string record)
    {
        await using var office = await TestOffice.OpenAsync();
        var key = await office.ImportAsync(TestPfx.Make(TestOffice.Alice), TestOffice.Alice);
        var device = await office.EnrollAsync(TestOffice.Alice);
        var stray = key with { SealedKey = Encoding.UTF8.GetBytes(record) };
        var refused = await office.DoAsync<WorkRefused>(device.Seal(TestDevice.Imported("history", stray)));
        Assert.Equal("sealedKeyMalformed", refused.Error.Code);
    }

    [Fact]
    public async Task Every_bit_of_a_sealed_keys_ciphertext_counts()
    {
        await using var office = await TestOffice.OpenAsync();
        var key = await office.ImportAsync(TestPfx.Make(TestOffice.Alice), TestOffice.Alice);
        var device = await office.EnrollAsync(TestOffice.Alice);
        var record = SealedKey.Decode(key.SealedKey).Value;
        SealedBytes Flip(SealedBytes box) => box with { Ciphertext = [.. box.Ciphertext[..^1], (byte)(box.Ciphertext[^1] ^ 1)] };
        foreach (var altered in new[]
        {
            record with { Key = Flip(record.Key) },
            record with { Wrap = Flip(record.Wrap) },
            record with { Purpose = IntendedPurpose.SmimeSigning },
            record with { KeyId = Guid.Empty },
            record with { PublicKeyHash = new string('0', 64) },
            record with { Owner = [TestOffice.Alice, TestOffice.Mallory] },
            record with { Key = record.Key with { Nonce = [] } },
            record with { Wrap = record.Wrap with { Algorithm = "none" } },
        })
        {
            var refused = await office.DoAsync<WorkRefused>(device.Seal(TestDevice.Imported("history", key with { SealedKey = altered.Encode() })));
            Assert.Equal("sealedKeyAltered", refused.Error.Code);
        }
    }

    [Fact]
    public async Task Device_certificate_that_cannot_be_sealed_to_is_refused()
    {
        await using var office = await TestOffice.OpenAsync();
        var device = await office.EnrollAsync(TestOffice.Alice);
        var work = device.Seal(TestDevice.Issued("signing", TestOffice.Alice));
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = office.Time.GetUtcNow();
        var elliptic = new CertificateRequest("CN=x", ec, HashAlgorithmName.SHA256).CreateSelfSigned(now, now.AddDays(1));
        Assert.Equal("deviceIdentityUnusable", (await office.DoAsync<WorkRefused>(work with { DeviceIdentity = [1, 2] })).Error.Code);
        Assert.Equal("deviceIdentityUnusable", (await office.DoAsync<WorkRefused>(work with { DeviceIdentity = elliptic.RawData })).Error.Code);
    }

    private static X509Certificate2 Certificate(ProfileSealed made) => X509CertificateLoader.LoadCertificate(Assert.Single(made.Identities).Certificate);
}
