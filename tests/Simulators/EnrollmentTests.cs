using System.Text;
using Chancery.Channels.Apple.CheckIn;
using Chancery.Domain;
using Chancery.Mail;
using Chancery.Simulators.Apple;
using Chancery.Simulators.Tests.Server;
using Microsoft.Extensions.Time.Testing;

namespace Chancery.Simulators.Tests;

public sealed class EnrollmentTests
{
    [Fact]
    public async Task IPhone_enrolls_and_proves_itself_by_tls_and_signature()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);

        Assert.Equal(DeviceState.Enrolled, device.State);
        Assert.Collection(
            lab.Server.CheckIns,
            first => Assert.Equal(device.Udid, Assert.IsType<Authenticate>(first).Ids.Udid),
            second => Assert.IsType<TokenUpdate>(second));
        Assert.All(lab.Server.Proofs, proof => Assert.Equal("tls+signature", proof));
        Assert.Equal(lab.Server.Issued.Single().Thumbprint, Lab.Identity(device).Thumbprint);
    }

    [Fact]
    public async Task IPhone_without_SignMessage_proves_itself_by_tls_alone()
    {
        await using var lab = await Lab.OpenAsync();
        await lab.EnrolledAsync(Platform.IOS, change: spec => spec with { Mdm = spec.Mdm with { SignMessage = false } });

        Assert.All(lab.Server.Proofs, proof => Assert.Equal("tls", proof));
    }

    [Fact]
    public async Task Mac_opens_a_user_channel_and_signs()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.MacOS);

        var user = Assert.IsType<TokenUpdate>(lab.Server.CheckIns[^1]);
        Assert.Equal(device.PersonalChannel.UserId, user.Ids.UserId);
        Assert.Equal("user", user.Ids.UserShortName);
        Assert.All(lab.Server.Proofs, proof => Assert.Equal("signature", proof));
    }

    [Fact]
    public async Task Mac_opens_no_user_channel_where_the_server_asked_for_none()
    {
        await using var lab = await Lab.OpenAsync();
        await lab.EnrolledAsync(Platform.MacOS, change: spec => spec with { Mdm = spec.Mdm with { PerUserConnections = false } });

        Assert.DoesNotContain(lab.Server.CheckIns, message => message.Channel.IsUser);
    }

    [Fact]
    public async Task Second_person_on_a_Mac_gets_a_channel_of_her_own()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.MacOS);

        Assert.Null(await device.LogInAsync("second", "Second Person"));
        Assert.Equal("second", lab.Server.CheckIns[^1].Ids.UserShortName);
        Assert.Equal(3, lab.Server.CheckIns.OfType<TokenUpdate>().Select(message => message.Channel).Distinct().Count());
    }

    [Fact]
    public async Task Profile_in_a_mail_enrolls()
    {
        await using var lab = await Lab.OpenAsync();
        var mail = SecureMail.Plain(new MailDraft(
            "admin@example.test", ["alice@example.test"], "Enrol", "Open the profile.", DateTimeOffset.UtcNow,
            [new MailAttachment("enrol.mobileconfig", "application/x-apple-aspen-config", lab.EnrollmentProfile())])).Value;

        Assert.Null(await lab.Device(Platform.IOS).EnrollAsync(mail));
    }

    [Fact]
    public async Task Unsigned_profile_is_refused()
    {
        await using var lab = await Lab.OpenAsync();
        var error = await lab.Device(Platform.IOS).EnrollAsync(TestProfiles.Enrollment(lab.Server));

        Assert.True(error!.Has("MCProfileErrorDomain", 1004));
    }

    [Fact]
    public async Task Altered_profile_is_refused()
    {
        await using var lab = await Lab.OpenAsync();
        var profile = lab.EnrollmentProfile();
        profile[profile.AsSpan().IndexOf("/checkin"u8) + 1] ^= 1;
        var device = lab.Device(Platform.IOS);

        Assert.True((await device.EnrollAsync(profile))!.Has("MCProfileErrorDomain", 1004));
        Assert.Equal(DeviceState.Fresh, device.State);
        Assert.Empty(device.Profiles.All);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("<plist><array/></plist>")]
    [InlineData("From: a@example.test\r\n\r\nno profile here")]
    public async Task What_is_no_profile_is_refused(string text)
    {
        await using var lab = await Lab.OpenAsync();

        Assert.NotNull(await lab.Device(Platform.IOS).EnrollAsync(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public async Task Server_whose_root_did_not_come_with_the_profile_is_not_trusted()
    {
        await using var lab = await Lab.OpenAsync();
        var stranger = new TestAuthority("Stranger").Certificate.RawData;
        var error = await lab.Device(Platform.IOS).EnrollAsync(lab.EnrollmentProfile(spec => spec with { TlsRoots = [stranger] }));

        Assert.True(error!.Has("MCHTTPTransactionErrorDomain", 23002));
    }

    [Fact]
    public async Task Server_under_another_name_is_not_trusted()
    {
        await using var lab = await Lab.OpenAsync();
        var error = await lab.Device(Platform.IOS).EnrollAsync(lab.EnrollmentProfile(
            spec => spec with { Scep = spec.Scep with { Url = spec.Scep.Url.Replace("127.0.0.1", "localhost") } }));

        Assert.True(error!.Has("MCHTTPTransactionErrorDomain", 23002));
    }

    [Fact]
    public async Task Server_whose_certificate_has_expired_by_the_device_clock_is_not_trusted()
    {
        await using var lab = await Lab.OpenAsync();
        var device = lab.Device(Platform.IOS, clock: new FakeTimeProvider(DateTimeOffset.UtcNow.AddYears(3)));

        Assert.True((await device.EnrollAsync(lab.EnrollmentProfile()))!.Has("MCHTTPTransactionErrorDomain", 23002));
    }

    [Fact]
    public async Task User_channel_refused_at_first_is_asked_for_again()
    {
        await using var lab = await Lab.OpenAsync();
        lab.Server.RefusesUsers = true;
        var device = await lab.EnrolledAsync(Platform.MacOS);
        Assert.Equal(DeviceState.Enrolled, device.State);
        Assert.DoesNotContain(lab.Server.CheckIns, message => message.Channel.IsUser);
        lab.Server.RefusesUsers = false;
        await device.SyncAsync();

        Assert.Contains(lab.Server.CheckIns, message => message.Channel.IsUser);
        Assert.Contains(lab.Server.Reports, report => report.Channel.IsUser);
    }

    [Fact]
    public async Task Authority_with_another_fingerprint_is_refused_and_sees_no_challenge()
    {
        await using var lab = await Lab.OpenAsync();
        var error = await lab.Device(Platform.IOS).EnrollAsync(lab.EnrollmentProfile(spec => spec with { Scep = spec.Scep with { CaFingerprint = new byte[32] } }));

        Assert.True(error!.Has("MCSCEPErrorDomain", 22002));
        Assert.Empty(lab.Server.Issued);
    }

    [Fact]
    public async Task Sha1_fingerprint_of_the_authority_is_understood()
    {
        await using var lab = await Lab.OpenAsync();
        var sha1 = lab.Server.Authority.Certificate.GetCertHash();

        Assert.Null(await lab.Device(Platform.IOS).EnrollAsync(lab.EnrollmentProfile(spec => spec with { Scep = spec.Scep with { CaFingerprint = sha1 } })));
    }

    [Fact]
    public async Task Wrong_challenge_enrolls_nobody()
    {
        await using var lab = await Lab.OpenAsync();
        var device = lab.Device(Platform.IOS);
        var error = await device.EnrollAsync(lab.EnrollmentProfile(spec => spec with { Scep = spec.Scep with { Challenge = "guess" } }));

        Assert.True(error!.Has("MCSCEPErrorDomain", 22013));
        Assert.Empty(lab.Server.CheckIns);
        Assert.Empty(device.Profiles.All);
        Assert.Empty(device.Keychain.Identities);
    }

    [Fact]
    public async Task Enrolled_device_does_not_enroll_again()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);

        Assert.True((await device.EnrollAsync(lab.EnrollmentProfile()))!.Has("MCMDMErrorDomain", 12001));
    }

    [Fact]
    public async Task Device_that_checked_out_can_enroll_again_under_a_new_key()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var before = Lab.Identity(device).Thumbprint;
        await device.CheckOutAsync();

        Assert.IsType<CheckOut>(lab.Server.CheckIns[^1]);
        Assert.Equal(DeviceState.Unenrolled, device.State);
        Assert.Null(await device.EnrollAsync(lab.EnrollmentProfile()));
        Assert.NotEqual(before, Lab.Identity(device).Thumbprint);
    }

    [Fact]
    public async Task Device_that_is_not_enrolled_does_not_sync()
    {
        await using var lab = await Lab.OpenAsync();

        Assert.True((await lab.Device(Platform.IOS).SyncAsync()).Error!.Has("MCMDMErrorDomain", 12002));
    }

    [Fact]
    public async Task Identity_is_a_function_of_name_and_seed_but_the_key_is_not()
    {
        await using var lab = await Lab.OpenAsync();
        var one = lab.Device(Platform.MacOS, seed: 7);
        var again = lab.Device(Platform.MacOS, seed: 7);
        var other = lab.Device(Platform.MacOS, seed: 8);

        Assert.Equal((one.Udid, one.PersonalChannel), (again.Udid, again.PersonalChannel));
        Assert.NotEqual(one.Udid, other.Udid);
    }
}
