using Chancery.Domain;
using Chancery.Mail;
using Chancery.Simulators.Apple;
using Chancery.Simulators.MailApps;
using Chancery.Simulators.Tests.Server;

namespace Chancery.Simulators.Tests;

public sealed class MailAppTests
{
    private const string Alice = "alice@example.test";
    private const string Bob = "bob@example.test";
    private static readonly TestAuthority Root = new("Root");

    [Fact]
    public async Task Signed_mail_teaches_the_certificate_that_answers_are_encrypted_to()
    {
        await using var lab = await Lab.OpenAsync();
        var (alice, aliceKey) = await IPhoneOfAsync(lab, Alice, 1);
        var (bob, bobKey) = await MacOfAsync(lab, Bob, 2);
        var signed = alice.SendSigned([Bob], "Hello", "My certificate.");
        var read = bob.Read(signed.Eml!);
        var answer = bob.SendEncrypted([Alice], "Re: Hello", "Secret.");
        var opened = alice.Read(answer.Eml!);

        Assert.True(read.SignerIsTrusted);
        Assert.Equal(aliceKey.Thumbprint, read.Learned);
        Assert.Equal([bobKey.Thumbprint, aliceKey.Thumbprint], answer.EncryptedTo);
        Assert.Equal("Secret.", opened.Opened!.Text.TrimEnd());
        Assert.Equal(aliceKey.Thumbprint, opened.Opened.OpenedWith);
        Assert.True(opened.SignerIsTrusted);
        Assert.True(bob.Read(answer.Eml!).IsOpened);
    }

    [Fact]
    public async Task Mail_for_others_is_not_opened()
    {
        await using var lab = await Lab.OpenAsync();
        var (alice, _) = await IPhoneOfAsync(lab, Alice, 1);
        var (bob, _) = await MacOfAsync(lab, Bob, 2);
        var (eve, _) = await IPhoneOfAsync(lab, "eve@example.test", 3);
        bob.Read(alice.SendSigned([Bob], "Hello", "My certificate.").Eml!);
        var secret = bob.SendEncrypted([Alice], "Re: Hello", "Secret.");

        Assert.Equal("mailNotForKeys", eve.Read(secret.Eml!).Problem);
    }

    [Fact]
    public async Task Old_mail_opens_with_the_history()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await EnrolledAsync(lab, Platform.IOS, 1);
        var (old, current) = (Root.IssueEncryption(Alice, -800, -400), Root.IssueEncryption(Alice));
        await lab.InstallAsync(device, ProfileTests.AccountProfile("1", Root.IssueSigning(Alice), current));
        var mail = SecureMail.Encrypt(new MailDraft(Bob, [Alice], "Old", "Old secret.", DateTimeOffset.UtcNow), [old.Public]).Value;
        var app = new MailApp(device);

        Assert.Equal("mailNotForKeys", app.Read(mail).Problem);
        await lab.InstallAsync(device, TestProfiles.Identities(TestProfiles.Spec("test.history", "1", false, ("one", old)), ("one", old)));
        Assert.Equal(old.Thumbprint, app.Read(mail).Opened!.OpenedWith);
    }

    [Fact]
    public async Task Signer_whose_root_the_device_does_not_trust_teaches_nothing()
    {
        await using var lab = await Lab.OpenAsync();
        var (alice, _) = await IPhoneOfAsync(lab, Alice, 1);
        var device = await lab.EnrolledAsync(Platform.IOS, seed: 2);
        var stranger = new MailApp(device);
        var read = stranger.Read(alice.SendSigned([Bob], "Hello", "My certificate.").Eml!);

        Assert.Equal(SignatureState.Valid, read.Opened!.Signature.State);
        Assert.False(read.SignerIsTrusted);
        Assert.Empty(stranger.Learned);
    }

    [Fact]
    public async Task Altered_mail_is_not_trusted_and_teaches_nothing()
    {
        await using var lab = await Lab.OpenAsync();
        var (alice, _) = await IPhoneOfAsync(lab, Alice, 1);
        var (bob, _) = await MacOfAsync(lab, Bob, 2);
        var eml = alice.SendSigned([Bob], "Hello", "Pay ten.").Eml!;
        var at = eml.AsSpan().IndexOf("ten."u8);
        "six."u8.CopyTo(eml.AsSpan(at));
        var read = bob.Read(eml);

        Assert.Equal(SignatureState.Broken, read.Opened!.Signature.State);
        Assert.False(read.SignerIsTrusted);
        Assert.Empty(bob.Learned);
    }

    [Fact]
    public async Task Earlier_mail_does_not_replace_what_a_later_one_taught()
    {
        await using var lab = await Lab.OpenAsync();
        var (bob, _) = await MacOfAsync(lab, Bob, 2);
        var signing = Root.IssueSigning(Alice);
        var (before, after) = (Root.IssueEncryption(Alice), Root.IssueEncryption(Alice));
        bob.Read(SignedAt(DateTimeOffset.UtcNow.AddMinutes(-1), signing, after));
        bob.Read(SignedAt(DateTimeOffset.UtcNow.AddMinutes(-60), signing, before));

        Assert.Equal(after.Certificate.Thumbprint, bob.Learned[Alice].Thumbprint);
    }

    [Fact]
    public async Task Encrypting_to_a_stranger_is_refused()
    {
        await using var lab = await Lab.OpenAsync();
        var (alice, _) = await IPhoneOfAsync(lab, Alice, 1);
        var sent = alice.SendEncrypted([Bob], "Hello", "Secret.");

        Assert.Equal((MailProblem.RecipientUnknown, Bob), (sent.Problem, sent.About));
        Assert.Null(sent.Eml);
    }

    [Fact]
    public async Task Device_without_mail_configured_writes_nothing()
    {
        await using var lab = await Lab.OpenAsync();
        var app = new MailApp(await lab.EnrolledAsync(Platform.IOS));

        Assert.Equal(MailProblem.NoAccount, app.Send([Bob], "Hello", "Text.").Problem);
        Assert.Null(app.Address);
    }

    [Fact]
    public async Task Account_that_does_not_sign_sends_plain_mail()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await EnrolledAsync(lab, Platform.IOS, 1);
        var encryption = Root.IssueEncryption(Alice);
        var spec = TestProfiles.Spec("test.account", "1", false, ("encryption", encryption)) with { Account = TestProfiles.Account(Alice, null, "encryption") };
        await lab.InstallAsync(device, TestProfiles.Identities(spec, ("encryption", encryption)));
        var app = new MailApp(device);

        Assert.Equal(MailProblem.NoSigningIdentity, app.SendSigned([Bob], "Hello", "Text.").Problem);
        Assert.Null(app.Send([Bob], "Hello", "Text.").SignedWith);
    }

    [Fact]
    public async Task Expired_signing_identity_does_not_sign()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await EnrolledAsync(lab, Platform.IOS, 1);
        var expired = Root.IssueMail(Alice, System.Security.Cryptography.X509Certificates.X509KeyUsageFlags.DigitalSignature, -800, -10);
        await lab.InstallAsync(device, ProfileTests.AccountProfile("1", expired, Root.IssueEncryption(Alice)));

        Assert.Equal(MailProblem.SigningCertificateNotValid, new MailApp(device).SendSigned([Bob], "Hello", "Text.").Problem);
    }

    [Fact]
    public async Task Retired_device_reads_no_more()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await EnrolledAsync(lab, Platform.IOS, 1);
        await lab.InstallAsync(device, ProfileTests.AccountProfile("1", Root.IssueSigning(Alice), Root.IssueEncryption(Alice)));
        var alice = new MailApp(device);
        var secret = alice.SendEncrypted([Alice], "Note", "To myself.");
        Assert.True(alice.Read(secret.Eml!).IsOpened);
        await device.CheckOutAsync();

        Assert.Equal("mailNotForKeys", alice.Read(secret.Eml!).Problem);
        Assert.Equal(MailProblem.NoAccount, alice.Send([Bob], "Hello", "Text.").Problem);
    }

    private static byte[] SignedAt(DateTimeOffset when, MailIdentity signing, MailIdentity encryption) => SecureMail.Sign(
        new MailDraft(Alice, [Bob], "Hello", "Text.", when),
        new MailSigner(signing.Certificate, signing.Key, [], encryption.Public)).Value;

    private static async Task<SimulatedAppleDevice> EnrolledAsync(Lab lab, Platform platform, int seed)
    {
        var device = await lab.EnrolledAsync(platform, seed: seed);
        await lab.RunAsync(device, Lab.Install(TestProfiles.Trust("test.trust", false, Root)));
        return device;
    }

    private static async Task<(MailApp App, MailIdentity Encryption)> IPhoneOfAsync(Lab lab, string address, int seed)
    {
        var device = await EnrolledAsync(lab, Platform.IOS, seed);
        var encryption = Root.IssueEncryption(address);
        await lab.InstallAsync(device, ProfileTests.AccountProfile("1", Root.IssueSigning(address), encryption));
        return (new MailApp(device), encryption);
    }

    private static async Task<(MailApp App, MailIdentity Encryption)> MacOfAsync(Lab lab, string address, int seed)
    {
        var device = await EnrolledAsync(lab, Platform.MacOS, seed);
        var encryption = Root.IssueEncryption(address);
        await lab.InstallAsync(device, ProfileTests.PreferenceProfile(Root.IssueSigning(address), encryption, address), device.PersonalChannel);
        return (new MailApp(device), encryption);
    }
}
