using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Apple.Profiles;
using Chancery.Channels.Connectors;
using Chancery.Connector.Letters;
using Chancery.Domain;
using Chancery.Pki;

namespace Chancery.Connector.Tests;

public sealed class EnrollmentTests
{
    [Fact]
    public async Task Profile_is_signed_and_names_server_authority_and_challenge()
    {
        await using var office = await TestOffice.OpenAsync();
        var work = office.Enrollment(TestOffice.Alice);
        Assert.Null((await office.DoAsync<EnrollmentCreated>(work)).Profile);
        var spec = TestDevice.ReadProfile(office.Mail.Profile(TestOffice.Alice));
        Assert.Equal("https://chancery.example.test/apple/mdm", spec.Mdm.ServerUrl);
        Assert.Equal("https://chancery.example.test/apple/checkin", spec.Mdm.CheckInUrl);
        Assert.Equal("https://chancery.example.test/apple/scep", spec.Scep.Url);
        Assert.StartsWith("com.apple.mgmt.External.", spec.Mdm.Topic);
        Assert.Equal(work.EnrollmentId.ToString("D"), spec.Scep.CommonName);
        Assert.Equal(5, spec.Scep.KeyUsage);
        Assert.Equal(office.Core.DeviceAuthority.Certificate.GetCertHash(System.Security.Cryptography.HashAlgorithmName.SHA256), spec.Scep.CaFingerprint);
    }

    [Theory]
    [InlineData(Platform.IOS, false)]
    [InlineData(Platform.MacOS, true)]
    public async Task Mac_gets_user_channels(Platform platform, bool perUser)
    {
        await using var office = await TestOffice.OpenAsync();
        await office.DoAsync<EnrollmentCreated>(office.Enrollment(TestOffice.Alice, platform: platform));
        Assert.Equal(perUser, TestDevice.ReadProfile(office.Mail.Profile(TestOffice.Alice)).Mdm.PerUserConnections);
    }

    [Theory]
    [InlineData("en", "Hello Somebody,", "iPhone or iPad")]
    [InlineData("fr", "Bonjour Somebody,", "iPhone ou iPad")]
    [InlineData("de", "Hello Somebody,", "iPhone or iPad")]
    public async Task Letter_is_in_the_persons_language(string language, string greeting, string device)
    {
        await using var office = await TestOffice.OpenAsync();
        await office.DoAsync<EnrollmentCreated>(office.Enrollment(TestOffice.Alice, language: language));
        var letter = office.Mail.Last(TestOffice.Alice);
        Assert.StartsWith(greeting, letter.Text);
        Assert.Contains(device, letter.Subject);
        Assert.Equal("chancery@example.test", letter.From);
    }

    [Fact]
    public async Task Name_given_by_the_server_cannot_write_the_letter()
    {
        await using var office = await TestOffice.OpenAsync();
        await office.DoAsync<EnrollmentCreated>(office.Enrollment(TestOffice.Alice) with { DisplayName = "A\r\nBcc: b@example.test\r\nhttps://evil.test {0}" });
        Assert.DoesNotContain("evil", office.Mail.Last(TestOffice.Alice).Text);
    }

    [Theory]
    [InlineData("J. R. R. Tolkien", "J. R. R. Tolkien")]
    [InlineData("J.R.R. Tolkien, Ph.D.", "J.R.R. Tolkien, Ph.D.")]
    [InlineData("Zoë O’Brien-Łukasz (CFO)", "Zoë O’Brien-Łukasz (CFO)")]
    [InlineData("李小龍", "李小龍")]
    [InlineData("go to evil.test now", "")]
    [InlineData("evil。test", "")]
    [InlineData("write to a@b", "")]
    [InlineData("//evil", "")]
    [InlineData("<b>Alice</b>", "")]
    [InlineData("<img>Alice\u202Eecila\u2028x", "imgAliceecilax")]
    public void Name_in_a_letter_is_a_name_or_nothing(string given, string shown) => Assert.Equal(shown, EnrollmentLetter.OneLine(given));

    [Fact]
    public void Name_is_cut_between_characters_not_within_one() =>
        Assert.Equal(string.Concat(Enumerable.Repeat("𠮷", 64)), EnrollmentLetter.OneLine(string.Concat(Enumerable.Repeat("𠮷", 70))));

    [Theory]
    [InlineData("")]
    [InlineData("alice")]
    [InlineData("@example.test")]
    [InlineData("alice@")]
    [InlineData("a@b@example.test")]
    [InlineData("alice@example.test, mallory@example.test")]
    [InlineData("alice@example.test\r\nBcc: mallory@example.test")]
    [InlineData("\"alice\"@example.test")]
    [InlineData("alice..b@example.test")]
    [InlineData("alicé@example.test")]
    public async Task Address_that_could_send_the_letter_elsewhere_is_refused(string address)
    {
        await using var office = await TestOffice.OpenAsync();
        Assert.Equal("enrollmentAddressInvalid", (await office.DoAsync<WorkRefused>(office.Enrollment(address))).Error.Code);
        Assert.Empty(office.Mail.All);
    }

    [Fact]
    public async Task Letter_that_cannot_be_sent_is_tried_again_later()
    {
        await using var office = await TestOffice.OpenAsync();
        office.Mail.Broken = true;
        var (id, work) = (Guid.NewGuid(), office.Enrollment(TestOffice.Alice));
        var refused = Assert.IsType<WorkRefused>(await office.Dispatcher.HandleAsync(id, work, default));
        Assert.Equal(("mailNotSent", true), (refused.Error.Code, refused.Retryable));
        office.Mail.Broken = false;
        Assert.IsType<EnrollmentCreated>(await office.Dispatcher.HandleAsync(id, work, default));
        await TestDevice.EnrollAsync(office, office.Mail.Profile(TestOffice.Alice), key: 0);
    }

    [Fact]
    public async Task Same_work_twice_mails_one_letter()
    {
        await using var office = await TestOffice.OpenAsync();
        var (id, work) = (Guid.NewGuid(), office.Enrollment(TestOffice.Alice));
        await office.Dispatcher.HandleAsync(id, work, default);
        await office.ReopenAsync();
        Assert.IsType<EnrollmentCreated>(await office.Dispatcher.HandleAsync(id, work, default));
        Assert.Single(office.Mail.All);
    }

    [Fact]
    public async Task Later_letter_of_the_same_enrolment_makes_the_earlier_one_useless()
    {
        await using var office = await TestOffice.OpenAsync();
        var work = office.Enrollment(TestOffice.Alice);
        await office.DoAsync<EnrollmentCreated>(work);
        var first = office.Mail.Profile(TestOffice.Alice);
        await office.DoAsync<EnrollmentCreated>(work);
        Assert.Null((await ScepAsync(office, first)).Certificate);
        Assert.NotNull((await ScepAsync(office, office.Mail.Profile(TestOffice.Alice))).Certificate);
    }

    [Theory]
    [InlineData(TestOffice.Alice)]
    [InlineData("*@example.test")]
    public async Task Link_the_settings_allow_comes_back_and_the_person_is_told(string pattern)
    {
        await using var office = await TestOffice.OpenAsync(change: options => options with { LinkEnrollmentAddresses = [pattern] });
        var work = office.Enrollment(TestOffice.Alice, EnrollmentDelivery.Link);
        var created = await office.DoAsync<EnrollmentCreated>(work);
        Assert.Empty(office.Mail.Last(TestOffice.Alice).Attachments);
        await TestDevice.EnrollAsync(office, created.Profile!, key: 0);
    }

    [Theory]
    [InlineData("*@example.test", "alice@evil.example.test")]
    [InlineData("*@example.test", "alice@notexample.test")]
    [InlineData("*@", "alice@example.test")]
    [InlineData("*", "alice@example.test")]
    public async Task Link_pattern_matches_no_more_than_it_says(string pattern, string address)
    {
        await using var office = await TestOffice.OpenAsync(change: options => options with { LinkEnrollmentAddresses = [pattern] });
        Assert.Equal("linkEnrollmentNotAllowed", (await office.DoAsync<WorkRefused>(office.Enrollment(address, EnrollmentDelivery.Link))).Error.Code);
    }

    [Fact]
    public async Task Identity_has_the_enrolments_name_whatever_the_device_asks_for()
    {
        await using var office = await TestOffice.OpenAsync();
        var work = office.Enrollment(TestOffice.Alice);
        await office.DoAsync<EnrollmentCreated>(work);
        var spec = TestDevice.ReadProfile(office.Mail.Profile(TestOffice.Alice));
        var request = ScepClient.Create(Keys.Rsa(0), $"CN={Guid.NewGuid()}", spec.Scep.Challenge, office.Core.DeviceAuthority.Certificate, null);
        var answer = await office.DoAsync<ScepAnswered>(new ScepWork(request.Message));
        Assert.Equal(work.EnrollmentId, answer.EnrollmentId);
        Assert.Equal($"CN={work.EnrollmentId:D}", X509CertificateLoader.LoadCertificate(answer.Certificate!).Subject);
    }

    [Fact]
    public async Task Lost_reply_asked_for_under_another_transaction_gives_the_same_certificate()
    {
        await using var office = await TestOffice.OpenAsync();
        await office.DoAsync<EnrollmentCreated>(office.Enrollment(TestOffice.Alice));
        var profile = office.Mail.Profile(TestOffice.Alice);
        var first = await ScepAsync(office, profile);
        office.Time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(first.Certificate, (await ScepAsync(office, profile)).Certificate);
    }

    [Fact]
    public async Task Key_bound_to_one_enrolment_is_not_bound_to_another()
    {
        await using var office = await TestOffice.OpenAsync();
        await office.EnrollAsync(TestOffice.Alice);
        await office.DoAsync<EnrollmentCreated>(office.Enrollment(TestOffice.Mallory));
        Assert.Null((await ScepAsync(office, office.Mail.Profile(TestOffice.Mallory))).Certificate);
        Assert.Contains(office.Log.Lines, line => line.Contains("scepRequestRefused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Renewed_key_inherits_the_binding()
    {
        await using var office = await TestOffice.OpenAsync();
        var key = await office.ImportAsync(TestPfx.Make(TestOffice.Alice), TestOffice.Alice);
        var device = await office.EnrollAsync(TestOffice.Alice);
        var renewed = await RenewAsync(office, device, newKey: 5);
        Assert.Equal(device.EnrollmentId, renewed.EnrollmentId);
        var made = await office.DoAsync<ProfileSealed>(renewed.Seal(TestDevice.Imported("history", key)));
        Assert.Single(renewed.Open(made.Profile));
        Assert.False(device.CanOpen(made.Profile));
    }

    [Fact]
    public async Task Renewal_after_the_end_of_the_binding_is_refused()
    {
        await using var office = await TestOffice.OpenAsync();
        var device = await office.EnrollAsync(TestOffice.Alice);
        await office.DoAsync<BindingEnded>(new EndBindingWork(device.EnrollmentId, false));
        var request = Renewal(office, device, 5);
        Assert.Null((await office.DoAsync<ScepAnswered>(new ScepWork(request.Message))).Certificate);
    }

    [Fact]
    public async Task Enrolment_that_was_ended_before_it_was_used_binds_nothing()
    {
        await using var office = await TestOffice.OpenAsync();
        var work = office.Enrollment(TestOffice.Alice);
        await office.DoAsync<EnrollmentCreated>(work);
        await office.DoAsync<BindingEnded>(new EndBindingWork(work.EnrollmentId, false));
        Assert.Null((await ScepAsync(office, office.Mail.Profile(TestOffice.Alice))).Certificate);
        Assert.Equal("bindingEnded", (await office.DoAsync<WorkRefused>(work)).Error.Code);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x30, 0x80, 0x00 })]
    public async Task What_is_no_scep_message_is_refused_with_a_code(byte[] message)
    {
        await using var office = await TestOffice.OpenAsync();
        Assert.Equal("scepMalformed", (await office.DoAsync<WorkRefused>(new ScepWork(message))).Error.Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("guess")]
    [InlineData("00000000000000000000000000000000.0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Request_without_a_challenge_of_ours_is_answered_with_a_failure(string? challenge)
    {
        await using var office = await TestOffice.OpenAsync();
        var request = ScepClient.Create(Keys.Rsa(0), "CN=x", challenge, office.Core.DeviceAuthority.Certificate, null);
        var answer = await office.DoAsync<ScepAnswered>(new ScepWork(request.Message));
        Assert.Null(answer.Certificate);
        Assert.Equal(PkiErrorCode.ScepRejected, ScepClient.ReadReply(answer.Message, request, office.Core.DeviceAuthority.Certificate).Error?.Code);
    }

    private static ScepClientRequest Renewal(TestOffice office, TestDevice device, int newKey)
    {
        using var current = device.Certificate.CopyWithPrivateKey(device.Key);
        var copy = X509CertificateLoader.LoadPkcs12(current.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
        return ScepClient.Create(Keys.Rsa(newKey), "CN=x", null, office.Core.DeviceAuthority.Certificate, copy);
    }

    private static async Task<TestDevice> RenewAsync(TestOffice office, TestDevice device, int newKey)
    {
        var request = Renewal(office, device, newKey);
        var answer = await office.DoAsync<ScepAnswered>(new ScepWork(request.Message));
        var certificate = ScepClient.ReadReply(answer.Message, request, office.Core.DeviceAuthority.Certificate).Value;
        return new TestDevice(answer.EnrollmentId!.Value, certificate, Keys.Rsa(newKey));
    }

    private static Task<ScepAnswered> ScepAsync(TestOffice office, byte[] profile)
    {
        EnrollmentProfileSpec spec = TestDevice.ReadProfile(profile);
        return office.DoAsync<ScepAnswered>(new ScepWork(TestDevice.Request(office, spec, 0).Request.Message));
    }
}
