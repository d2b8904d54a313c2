using Chancery.Channels.Apple;
using Chancery.Channels.Apple.Commands;
using Chancery.Channels.Apple.Profiles;
using Chancery.Domain;
using Chancery.Pki;
using Chancery.Simulators.Apple;
using Chancery.Simulators.Apple.Store;
using Chancery.Simulators.Tests.Server;

namespace Chancery.Simulators.Tests;

/// <summary>Profiles judged as Apple judges them.</summary>
public sealed class ProfileTests
{
    private const string Alice = "alice@example.test";
    private static readonly TestAuthority Root = new("Root");

    [Fact]
    public async Task Encrypted_profile_brings_identities_and_account()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var (signing, encryption) = (Root.IssueSigning(Alice), Root.IssueEncryption(Alice));
        var report = await lab.InstallAsync(device, AccountProfile("1", signing, encryption));

        Assert.Equal(ReportStatus.Acknowledged, report.Status);
        var account = Assert.Single(device.Profiles.Accounts);
        Assert.Equal((signing.Thumbprint, encryption.Thumbprint), (account.SigningIdentity!.Thumbprint, account.EncryptionIdentity!.Thumbprint));
        Assert.Equal((Alice, true, true), (account.EmailAddress, account.Signs, account.HasPerMessageSwitch));
        Assert.True(device.Profiles.Find("test.account", MdmChannel.Device)!.IsEncrypted);
    }

    [Fact]
    public async Task Profile_encrypted_to_another_device_is_refused()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS, seed: 1);
        var other = await lab.EnrolledAsync(Platform.IOS, seed: 2);
        var clear = AccountProfile("1", Root.IssueSigning(Alice), Root.IssueEncryption(Alice));
        var report = await lab.RunAsync(device, Lab.Install(TestProfiles.Encrypted(clear, Lab.Identity(other))));

        AssertError(report, "MCProfileErrorDomain", 1006);
        Assert.Equal("MCInstallationErrorDomain", report.ErrorChain[0].Domain);
        Assert.Empty(device.Profiles.Accounts);
        Assert.Single(device.Keychain.Identities);
    }

    [Fact]
    public async Task Pbes2_pkcs12_is_refused_as_a_wrong_password()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var identity = Root.IssueEncryption(Alice);
        var clear = IdentityProfile.Write(
            TestProfiles.Spec("test.id", "1", false, ("one", identity)),
            new Dictionary<string, Pkcs12Content> { ["one"] = TestProfiles.Filling(identity, Pkcs12Encryption.Modern) }).Value;

        AssertError(await lab.InstallAsync(device, clear), "MCCertificateErrorDomain", 9000);
        Assert.Null(device.Keychain.Find(identity.Thumbprint));
    }

    [Theory]
    [InlineData("other")]
    [InlineData("")]
    public async Task Pkcs12_with_a_wrong_or_empty_password_is_refused(string password)
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var identity = Root.IssueEncryption(Alice);
        var clear = Edit(
            TestProfiles.Identities(TestProfiles.Spec("test.id", "1", false, ("one", identity)), ("one", identity)), "com.apple.security.pkcs12",
            ("Password", password));

        AssertError(await lab.InstallAsync(device, clear), "MCCertificateErrorDomain", 9000);
    }

    [Fact]
    public async Task Reference_to_an_identity_of_another_profile_is_refused()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var (signing, encryption) = (Root.IssueSigning(Alice), Root.IssueEncryption(Alice));
        var other = TestProfiles.Spec("test.id", "1", false, ("one", encryption));
        await lab.InstallAsync(device, TestProfiles.Identities(other, ("one", encryption)));
        var clear = Edit(
            AccountProfile("1", signing, encryption), "com.apple.eas.account",
            ("SMIMEEncryptionCertificateUUID", other.Identities[0].PayloadUuid.ToString().ToUpperInvariant()));

        AssertError(await lab.InstallAsync(device, clear), "MCPayloadErrorDomain", 2004);
        Assert.Empty(device.Profiles.Accounts);
    }

    [Fact]
    public async Task Replacement_with_stable_ids_keeps_the_account()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var (signing, before, after) = (Root.IssueSigning(Alice), Root.IssueEncryption(Alice), Root.IssueEncryption(Alice));
        await lab.InstallAsync(device, AccountProfile("1", signing, before));
        await lab.InstallAsync(device, AccountProfile("2", signing, after));

        Assert.Equal([AccountEventKind.Created, AccountEventKind.Updated], device.Profiles.AccountEvents.Select(happened => happened.Kind));
        Assert.Null(device.Keychain.Find(before.Thumbprint));
        Assert.NotNull(device.Keychain.Find(after.Thumbprint));
        Assert.Equal(2, device.Profiles.All.Count);
    }

    [Fact]
    public async Task Replacement_under_another_payload_uuid_creates_the_account_again()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var (signing, encryption) = (Root.IssueSigning(Alice), Root.IssueEncryption(Alice));
        await lab.InstallAsync(device, AccountProfile("1", signing, encryption));
        await lab.InstallAsync(
            device, Edit(AccountProfile("2", signing, encryption), "com.apple.eas.account", ("PayloadUUID", "0F7E8B1C-2222-4333-8444-555566667777")));

        Assert.Equal(
            [AccountEventKind.Created, AccountEventKind.Removed, AccountEventKind.Created],
            device.Profiles.AccountEvents.Select(happened => happened.Kind));
    }

    [Fact]
    public async Task Refused_replacement_leaves_its_predecessor()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var (signing, encryption) = (Root.IssueSigning(Alice), Root.IssueEncryption(Alice));
        await lab.InstallAsync(device, AccountProfile("1", signing, encryption));
        var report = await lab.InstallAsync(
            device, Edit(AccountProfile("2", signing, encryption), "com.apple.eas.account", ("SMIMESigningEnabled", "yes")));

        AssertError(report, "MCPayloadErrorDomain", 2003);
        Assert.Equal(PayloadUuid.Of("test.account", "1"), device.Profiles.Find("test.account", MdmChannel.Device)!.Uuid);
        Assert.NotNull(device.Keychain.Find(encryption.Thumbprint));
    }

    [Fact]
    public async Task Certificate_moves_from_one_profile_to_another_without_ever_being_away()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var (signing, old, current) = (Root.IssueSigning(Alice), Root.IssueEncryption(Alice), Root.IssueEncryption(Alice));
        await lab.InstallAsync(device, AccountProfile("1", signing, old));
        await lab.InstallAsync(device, TestProfiles.Identities(TestProfiles.Spec("test.history", "1", false, ("one", old)), ("one", old)));
        Assert.Equal(2, device.Keychain.Identities.Count(identity => identity.Thumbprint == old.Thumbprint));
        await lab.InstallAsync(device, AccountProfile("2", signing, current));

        Assert.Equal("test.history", device.Keychain.Find(old.Thumbprint)!.ProfileIdentifier);
    }

    [Fact]
    public async Task Second_account_for_the_same_address_and_host_is_refused()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var (signing, encryption) = (Root.IssueSigning(Alice), Root.IssueEncryption(Alice));
        await lab.InstallAsync(device, AccountProfile("1", signing, encryption));

        AssertError(await lab.InstallAsync(device, AccountProfile("1", signing, encryption, "test.other")), "MCEASErrorDomain", 11002);
    }

    [Theory]
    [InlineData("PayloadVersion", "real", "MCPayloadErrorDomain", 2003)]
    [InlineData("UserName", "missing", "MCPayloadErrorDomain", 2002)]
    [InlineData("UserName", "real", "MCPayloadErrorDomain", 2003)]
    [InlineData("PayloadType", "com.apple.unheard.of", "MCProfileErrorDomain", 1010)]
    [InlineData("SMIMESigningCertificateUUID", "no uuid", "MCPayloadErrorDomain", 2004)]
    public async Task Payload_that_breaks_the_schema_is_refused(string key, string value, string domain, int code)
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        PlistValue? plist = value switch { "real" => new PlistReal(1), "missing" => null, _ => new PlistString(value) };
        var clear = Edit(AccountProfile("1", Root.IssueSigning(Alice), Root.IssueEncryption(Alice)), "com.apple.eas.account", (key, plist));

        AssertError(await lab.InstallAsync(device, clear), domain, code);
    }

    [Fact]
    public async Task Two_payloads_under_one_uuid_are_refused()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var spec = AccountSpec("1", Root.IssueSigning(Alice), Root.IssueEncryption(Alice), "test.account");
        var clear = Edit(
            AccountProfile("1", Root.IssueSigning(Alice), Root.IssueEncryption(Alice)), "com.apple.security.pkcs12",
            ("PayloadUUID", spec.Account!.PayloadUuid.ToString()));

        AssertError(await lab.InstallAsync(device, clear), "MCProfileErrorDomain", 1007);
    }

    [Theory]
    [InlineData("not a plist", 1000)]
    [InlineData("""<plist version="1.0"><dict><key>PayloadType</key><string>Configuration</string></dict></plist>""", 2002)]
    public async Task What_is_no_profile_is_refused(string text, int code)
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var report = await lab.RunAsync(device, Lab.Install(System.Text.Encoding.UTF8.GetBytes(text)));

        Assert.Equal(code, report.ErrorChain[^1].Code);
    }

    [Fact]
    public async Task Mac_keeps_identities_of_the_two_channels_apart()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.MacOS);
        await device.LogInAsync("second", "Second Person");
        var (own, second) = (device.PersonalChannel, device.Channels[^1]);
        var identity = Root.IssueEncryption(Alice);
        var report = await lab.InstallAsync(
            device, TestProfiles.Identities(TestProfiles.Spec("test.id", "1", true, ("one", identity)), ("one", identity)), own);
        var mine = await lab.RunAsync(device, new CertificateList(true) { CommandUuid = Lab.NewUuid() }, own);
        var hers = await lab.RunAsync(device, new CertificateList(true) { CommandUuid = Lab.NewUuid() }, second);
        var system = await lab.RunAsync(device, new CertificateList(true) { CommandUuid = Lab.NewUuid() });

        Assert.Equal(ReportStatus.Acknowledged, report.Status);
        Assert.Single(mine.Certificates!.Value);
        Assert.Empty(hers.Certificates!.Value);
        Assert.Empty(system.Certificates!.Value);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Mac_refuses_a_profile_of_the_other_scope(bool userScope)
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.MacOS);
        var identity = Root.IssueEncryption(Alice);
        var clear = Edit(TestProfiles.Identities(TestProfiles.Spec("test.id", "1", true, ("one", identity)), ("one", identity)), null, ("PayloadScope", userScope ? "User" : "System"));

        AssertError(await lab.InstallAsync(device, clear, userScope ? null : device.PersonalChannel), "MCProfileErrorDomain", 1010);
    }

    [Theory]
    [InlineData(Platform.MacOS)]
    [InlineData(Platform.IOS)]
    public async Task Payloads_of_the_other_platform_are_refused(Platform platform)
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(platform);
        var clear = platform == Platform.MacOS
            ? AccountProfile("1", Root.IssueSigning(Alice), Root.IssueEncryption(Alice))
            : PreferenceProfile(Root.IssueSigning(Alice), Root.IssueEncryption(Alice));

        AssertError(await lab.InstallAsync(device, clear), "MCProfileErrorDomain", 1010);
    }

    [Fact]
    public async Task Mac_takes_preferences_on_the_user_channel()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.MacOS);
        var (signing, encryption) = (Root.IssueSigning(Alice), Root.IssueEncryption(Alice));
        var report = await lab.InstallAsync(device, PreferenceProfile(signing, encryption), device.PersonalChannel);

        Assert.Equal(ReportStatus.Acknowledged, report.Status);
        Assert.Equal(
            [(true, signing.Thumbprint), (false, encryption.Thumbprint)],
            device.Keychain.Preferences.Select(preference => (preference.ForSigning, preference.Identity.Thumbprint)));
    }

    internal static byte[] AccountProfile(string revision, MailIdentity signing, MailIdentity encryption, string identifier = "test.account") =>
        TestProfiles.Identities(AccountSpec(revision, signing, encryption, identifier), ("signing", signing), ("encryption", encryption));

    internal static byte[] PreferenceProfile(MailIdentity signing, MailIdentity encryption, string address = Alice) => TestProfiles.Identities(
        TestProfiles.Spec("test.preferences", "1", true, ("signing", signing), ("encryption", encryption)) with
        {
            Preferences =
            [
                new ApplePreferenceSpec(address, "signing", ApplePreferenceKind.Identity, "test.preferences.sign", PayloadUuid.Of("sign")),
                new ApplePreferenceSpec(address, "encryption", ApplePreferenceKind.Certificate, "test.preferences.encrypt", PayloadUuid.Of("encrypt")),
            ],
        },
        ("signing", signing), ("encryption", encryption));

    private static AppleProfileSpec AccountSpec(string revision, MailIdentity signing, MailIdentity encryption, string identifier)
    {
        var address = CertificateReader.Describe(signing.Certificate).EmailAddresses[0];
        var spec = TestProfiles.Spec(identifier, revision, false, ("signing", signing), ("encryption", encryption));
        return spec with { Account = TestProfiles.Account(address, "signing", "encryption") };
    }

    /// <summary>Changes keys of the first payload of a type, or of the profile itself.</summary>
    private static byte[] Edit(byte[] profile, string? type, params (string Key, PlistValue? Value)[] changes)
    {
        var outer = Plist.ParseDictionary(profile).Value;
        if (type is null)
        {
            return Plist.Write(Changed(outer, changes));
        }

        var payloads = outer.Array("PayloadContent")!.Items;
        var at = payloads.ToList().FindIndex(payload => ((PlistDictionary)payload).Text("PayloadType") == type);
        var edited = payloads.SetItem(at, Changed((PlistDictionary)payloads[at], changes));
        return Plist.Write(Changed(outer, [("PayloadContent", new PlistArray(edited))]));
    }

    private static PlistDictionary Changed(PlistDictionary dictionary, (string Key, PlistValue? Value)[] changes)
    {
        var changed = new PlistDictionary();
        foreach (var (key, value) in dictionary.Where(entry => !changes.Any(change => change.Key == entry.Key)))
        {
            changed.Add(key, value);
        }

        foreach (var (key, value) in changes)
        {
            changed.Add(key, value);
        }

        return changed;
    }

    private static void AssertError(ConnectReport report, string domain, int code)
    {
        Assert.Equal(ReportStatus.Error, report.Status);
        Assert.Contains(report.ErrorChain, link => link.Domain == domain && link.Code == code);
    }
}
