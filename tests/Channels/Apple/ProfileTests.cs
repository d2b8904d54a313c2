using Chancery.Channels.Apple;
using Chancery.Channels.Apple.Profiles;
using CsCheck;
using Xunit;

namespace Chancery.Channels.Tests.Apple;

public sealed class ProfileTests
{
    private static readonly byte[][] All =
    [
        EnrollmentProfile.Write(Specs.Enrollment), TrustedProfile.Write(Specs.Trusted), IdentityProfile.Write(Specs.Phone, Specs.Content).Value,
        IdentityProfile.Write(Specs.Mac, Specs.Content).Value,
    ];

    [Fact]
    public void Same_facts_give_the_same_bytes()
    {
        Assert.Equal(All[0], EnrollmentProfile.Write(Specs.Enrollment with { }));
        Assert.Equal(All[1], TrustedProfile.Write(Specs.Trusted with { }));
        Assert.Equal(All[2], IdentityProfile.Write(Specs.Phone with { }, Specs.Content).Value);
        Assert.Equal(All[3], IdentityProfile.Write(Specs.Mac with { }, Specs.Content.Reverse().ToDictionary()).Value);
    }

    [Fact]
    public async Task Plistlib_reads_every_profile() =>
        await PlistLib.AssertReadsAsync([.. All.Select(profile => (Plist.Parse(profile).Value, profile))]);

    [Fact]
    public async Task Plistlib_reads_the_keys_Apple_names_in_an_enrolment_profile()
    {
        var scep = new PlistDictionary
        {
            { "URL", "https://mdm.example.test/apple/scep" }, { "Name", "Chancery" },
            { "Subject", new PlistArray([new PlistArray([new PlistArray([new PlistString("CN"), new PlistString("0192d4c0")])])]) },
            { "Challenge", "one-time & secret" }, { "Keysize", 2048 }, { "Key Type", "RSA" }, { "Key Usage", 5 },
            { "CAFingerprint", new byte[] { 1, 2, 3, 4 } }, { "KeyIsExtractable", false },
        };
        var profile = Plist.ParseDictionary(All[0]).Value;
        var payloads = profile.Dictionaries("PayloadContent")!.ToArray();
        Assert.Equal(
            ["com.apple.security.root", "com.apple.security.root", "com.apple.security.scep", "com.apple.mdm"],
            payloads.Select(payload => payload.Text("PayloadType")));
        await PlistLib.AssertReadsAsync((scep, Plist.Write(payloads[2].Dictionary("PayloadContent")!)));
        Assert.Equal(payloads[2].Uuid("PayloadUUID"), payloads[3].Uuid("IdentityCertificateUUID"));
        Assert.Equal(1 + 2 + 4 + 8 + 16 + 1024, payloads[3].Integer("AccessRights"));
        Assert.True(payloads[3].Boolean("SignMessage"));
        Assert.True(payloads[3].Boolean("CheckOutWhenRemoved"));
        Assert.Equal(new PlistArray([new PlistString("com.apple.mdm.per-user-connections")]), payloads[3].Array("ServerCapabilities"));
        Assert.Equal("Configuration", profile.Text("PayloadType"));
        Assert.All(payloads.Prepend(profile), payload => Assert.Equal(1, payload.Integer("PayloadVersion")));
    }

    [Fact]
    public void Enrolment_profile_written_is_read_back_the_same() =>
        Assert.Equivalent(Specs.Enrollment, EnrollmentProfileReader.Read(All[0]).Value, strict: true);

    [Fact]
    public void Renewed_enrolment_profile_updates_the_payloads_of_the_first()
    {
        var renewed = Specs.Enrollment with { PayloadUuid = Guid.Empty, Scep = Specs.Enrollment.Scep with { Challenge = "another" } };
        var first = ProfileReader.Read(All[0]).Value.Payloads;
        var second = ProfileReader.Read(EnrollmentProfile.Write(renewed)).Value.Payloads;
        Assert.Equal(first.Select(it => (it.PayloadIdentifier, it.PayloadUuid)), second.Select(it => (it.PayloadIdentifier, it.PayloadUuid)));
    }

    [Theory]
    [InlineData("http://mdm.example.test", "com.apple.mgmt.x", 3)]
    [InlineData("https://mdm.example.test", "com.apple.push.x", 3)]
    [InlineData("https://mdm.example.test", "com.apple.mgmt.x", 0)]
    [InlineData("https://mdm.example.test", "com.apple.mgmt.x", 2)]
    [InlineData("https://mdm.example.test", "com.apple.mgmt.x", 128)]
    public void Management_settings_that_devices_refuse_are_never_written(string url, string topic, int rights)
    {
        var mdm = new AppleMdmSpec(url, url, topic) { AccessRights = (AppleAccessRights)rights };
        Assert.Throws<ArgumentException>(() => EnrollmentProfile.Write(Specs.Enrollment with { Mdm = mdm }));
    }

    [Fact]
    public void Trusted_profile_has_roots_as_anchors_and_intermediates_apart_each_once()
    {
        var payloads = Plist.ParseDictionary(All[1]).Value.Dictionaries("PayloadContent")!.ToArray();
        Assert.Equal(["com.apple.security.root", "com.apple.security.pkcs1"], payloads.Select(payload => payload.Text("PayloadType")));
        Assert.Equal([0x30, 2], payloads[1].Data("PayloadContent"));
        Assert.Equal("System", Plist.ParseDictionary(All[1]).Value.Text("PayloadScope"));
    }

    [Fact]
    public void Account_refers_to_the_identities_of_its_own_profile()
    {
        var payloads = ProfileReader.Read(All[2]).Value.Payloads;
        var account = Assert.Single(payloads.OfType<EasAccountPayload>());
        Assert.Equal((Specs.SigningUuid, Specs.EncryptionUuid), (account.SigningCertificateUuid, account.EncryptionCertificateUuid));
        Assert.Equal(Specs.Account with { SigningSlot = null, EncryptionSlot = null }, account.Account);
        Assert.Equal([Specs.Content["signing"], Specs.Content["encryption"]], payloads.OfType<IdentityPayload>().Select(it => it.Content), SameContent);
    }

    [Fact]
    public void Account_has_every_SMIME_key_and_the_older_twins()
    {
        var account = Plist.ParseDictionary(All[2]).Value.Dictionaries("PayloadContent")!.Last();
        var smime = account.Where(entry => entry.Key.StartsWith("SMIME", StringComparison.Ordinal)).ToDictionary();
        Assert.Equal(
            new Dictionary<string, PlistValue>
            {
                ["SMIMEEnabled"] = true,
                ["SMIMESigningEnabled"] = true,
                ["SMIMESigningCertificateUUID"] = "AAAAAAAA-0000-8000-8000-000000000001",
                ["SMIMESigningUserOverrideable"] = true,
                ["SMIMESigningCertificateUUIDUserOverrideable"] = false,
                ["SMIMEEncryptByDefault"] = true,
                ["SMIMEEncryptByDefaultUserOverrideable"] = false,
                ["SMIMEEncryptionCertificateUUID"] = "AAAAAAAA-0000-8000-8000-000000000002",
                ["SMIMEEncryptionCertificateUUIDUserOverrideable"] = false,
                ["SMIMEEnableEncryptionPerMessageSwitch"] = true,
                ["SMIMEEncryptionEnabled"] = true,
                ["SMIMEEnablePerMessageSwitch"] = true,
            },
            smime);
    }

    [Fact]
    public void Account_without_identities_has_its_switches_written_as_off()
    {
        var bare = Specs.Account with
        {
            SigningEnabled = false,
            SigningSlot = null,
            EncryptByDefault = false,
            EncryptionSlot = null,
            PerMessageSwitch = false,
        };
        var written = IdentityProfile.Write(Specs.Phone with { Account = bare, Identities = [] }, Specs.Content).Value;
        var account = Plist.ParseDictionary(written).Value.Dictionaries("PayloadContent")!.Single();
        Assert.Equal(new PlistBoolean(false), account["SMIMESigningEnabled"]);
        Assert.Equal(new PlistBoolean(false), account["SMIMEEnabled"]);
        Assert.Null(account["SMIMESigningCertificateUUID"]);
    }

    [Fact]
    public void Mac_profile_has_preferences_in_the_user_scope()
    {
        var profile = ProfileReader.Read(All[3]).Value;
        Assert.True(profile.UserScope);
        Assert.Equal(
            [(ApplePreferenceKind.Identity, Specs.SigningUuid), (ApplePreferenceKind.Certificate, Specs.EncryptionUuid)],
            profile.Payloads.OfType<PreferencePayload>().Select(it => (it.Kind, it.CertificateUuid)));
        Assert.All(profile.Payloads.OfType<IdentityPayload>(), identity => Assert.False(identity.KeyIsExtractable));
    }

    [Fact]
    public void Damaged_profile_gives_a_profile_or_an_error_of_the_catalogue() =>
        Gen.Int[0, All.Length - 1].SelectMany(index => PlistGen.Damage(All[index])).Sample(
            bytes => EnrollmentProfileReader.Read(bytes).Error is not { } error
                || error.Code is "profileMalformed"
                || CheckInTests.Declared.Contains(error.Code),
            iter: 3000);

    [Fact]
    public void Secrets_stay_out_of_text()
    {
        Assert.DoesNotContain("secret", Specs.Enrollment.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("p&w2", ProfileReader.Read(All[2]).Value.Payloads[1].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("p&w2", Specs.Content["encryption"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Uuid_of_facts_is_stable_and_of_version_8()
    {
        Assert.Equal(PayloadUuid.Of("a", "b"), PayloadUuid.Of("a", "b"));
        Assert.NotEqual(PayloadUuid.Of("a", "b"), PayloadUuid.Of("ab"));
        Assert.NotEqual(PayloadUuid.Of("a", "b"), PayloadUuid.Of("b", "a"));
        Assert.Equal((8, 8), (PayloadUuid.Of("a").Version, PayloadUuid.Of("a").Variant & 0xC));

        // Pinned: a change would make every device take every payload for a new one.
        Assert.Equal(new Guid("16275ef0-f5d0-8b9d-99e0-a53277549fda"), PayloadUuid.Of("a", "b"));
    }

    private static bool SameContent(Pkcs12Content one, Pkcs12Content other) => one.Password == other.Password && one.Pkcs12.SequenceEqual(other.Pkcs12);
}
