using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Connectors;
using Chancery.Connector.Loop;
using Chancery.Pki;

namespace Chancery.Connector.Tests;

public sealed class AuthorityTests
{
    [Fact]
    public async Task OpenSSL_agrees_about_an_issued_certificate_before_and_after_its_revocation()
    {
        await using var office = await TestOffice.OpenAsync();
        var (_, certificate) = await IssueAsync(office);
        var (good, output) = await VerifyAsync(office, certificate);
        Assert.True(good, output);
        await office.DoAsync<CertificateRevoked>(new RevokeCertificateWork(certificate.SerialNumber, "keyCompromise"));
        var (still, verdict) = await VerifyAsync(office, certificate);
        Assert.False(still);
        Assert.Contains("certificate revoked", verdict);
    }

    [Fact]
    public async Task Crl_number_only_grows_and_the_list_is_made_anew_each_day_and_at_each_revocation()
    {
        await using var office = await TestOffice.OpenAsync();
        var (_, certificate) = await IssueAsync(office);
        office.Time.Advance(TimeSpan.FromMinutes(1));
        var numbers = new List<System.Numerics.BigInteger> { (await CrlAsync(office)).Number!.Value };
        office.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(numbers[^1], (await CrlAsync(office)).Number);
        await office.DoAsync<CertificateRevoked>(new RevokeCertificateWork(certificate.SerialNumber, "superseded"));
        office.Time.Advance(TimeSpan.FromMinutes(1));
        var list = await CrlAsync(office);
        Assert.Equal(X509RevocationReason.Superseded, Assert.Single(list.Revoked, entry => entry.SerialNumber == certificate.SerialNumber).Reason);
        numbers.Add(list.Number!.Value);
        await office.ReopenAsync();
        office.Time.Advance(TimeSpan.FromDays(1));
        numbers.Add((await CrlAsync(office)).Number!.Value);
        Assert.Equal(numbers.Order().Distinct(), numbers);
        Assert.True((await CrlAsync(office)).NextUpdate > office.Time.GetUtcNow().AddDays(2));
    }

    [Fact]
    public async Task Crash_between_intent_and_signature_leaves_the_intent_and_the_next_try_revokes_it()
    {
        await using var office = await TestOffice.OpenAsync();
        var device = await office.EnrollAsync(TestOffice.Alice);
        var work = device.Seal(TestDevice.Issued("signing", TestOffice.Alice));
        office.Core.Ledger.AfterIntent = () => throw new IOException("power cut");
        var refused = await office.DoAsync<WorkRefused>(work);
        Assert.Equal("connectorFailed", refused.Error.Code);
        Assert.True(refused.Retryable);
        await office.ReopenAsync();
        var intent = Assert.Single(await office.Core.Ledger.OfEnrollmentAsync(device.EnrollmentId, default), row => row.ItemId == "item");
        Assert.Null(intent.Certificate);

        var made = await office.DoAsync<ProfileSealed>(work);
        office.Time.Advance(TimeSpan.FromSeconds(1));
        var list = await CrlAsync(office);
        Assert.Equal([intent.SerialNumber], list.Revoked.Select(entry => entry.SerialNumber));
        Assert.NotEqual(intent.SerialNumber, X509CertificateLoader.LoadCertificate(made.Identities[0].Certificate).SerialNumber);
    }

    [Fact]
    public async Task Certificate_whose_profile_could_not_be_made_is_revoked()
    {
        await using var office = await TestOffice.OpenAsync();
        var device = await office.EnrollAsync(TestOffice.Alice);
        var work = device.Seal(TestDevice.Issued("signing", TestOffice.Alice));
        var refused = await office.DoAsync<WorkRefused>(work with { Profile = work.Profile with { PayloadUuid = work.Profile.Identities[0].PayloadUuid } });
        Assert.Equal("profileSpecInvalid", refused.Error.Code);
        office.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single((await CrlAsync(office)).Revoked);
    }

    [Fact]
    public async Task Revoking_twice_answers_the_first_date()
    {
        await using var office = await TestOffice.OpenAsync();
        var (_, certificate) = await IssueAsync(office);
        var first = await office.DoAsync<CertificateRevoked>(new RevokeCertificateWork(certificate.SerialNumber, "superseded"));
        office.Time.Advance(TimeSpan.FromDays(1));
        var again = await office.DoAsync<CertificateRevoked>(new RevokeCertificateWork(certificate.SerialNumber.ToLowerInvariant(), "keyCompromise"));
        Assert.Equal(first, again);
    }

    [Theory]
    [InlineData("0123", "superseded", "certificateNotOurs")]
    [InlineData("0123", "certificateHold", "invalidRequest")]
    [InlineData("0123", "removeFromCrl", "invalidRequest")]
    [InlineData("0123", "1", "invalidRequest")]
    [InlineData("0123", "", "invalidRequest")]
    public async Task Revocation_of_what_is_not_ours_or_for_no_reason_is_refused(string serial, string reason, string code)
    {
        await using var office = await TestOffice.OpenAsync();
        Assert.Equal(code, (await office.DoAsync<WorkRefused>(new RevokeCertificateWork(serial, reason))).Error.Code);
    }

    [Fact]
    public async Task End_of_a_binding_revokes_what_was_issued_and_nothing_imported()
    {
        await using var office = await TestOffice.OpenAsync();
        var imported = TestPfx.Make(TestOffice.Alice);
        var key = await office.ImportAsync(imported, TestOffice.Alice);
        var (device, certificate) = await IssueAsync(office);
        await office.DoAsync<ProfileSealed>(device.Seal("history", "r1", TestDevice.Imported("history", key)));
        var ended = await office.DoAsync<BindingEnded>(new EndBindingWork(device.EnrollmentId, RevokeCertificates: true));
        Assert.Equal([certificate.SerialNumber], ended.Revoked.Select(revoked => revoked.SerialNumber));
        var again = await office.DoAsync<BindingEnded>(new EndBindingWork(device.EnrollmentId, RevokeCertificates: true));
        Assert.Equal(ended.Revoked, again.Revoked);
        office.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([certificate.SerialNumber], (await CrlAsync(office)).Revoked.Select(entry => entry.SerialNumber));
        Assert.Equal([device.Certificate.SerialNumber], (await CrlAsync(office, "device.crl")).Revoked.Select(entry => entry.SerialNumber));
    }

    [Fact]
    public async Task End_of_a_binding_without_revocation_leaves_the_certificates()
    {
        await using var office = await TestOffice.OpenAsync();
        var (device, _) = await IssueAsync(office);
        Assert.Empty((await office.DoAsync<BindingEnded>(new EndBindingWork(device.EnrollmentId, RevokeCertificates: false))).Revoked);
        Assert.Empty((await CrlAsync(office)).Revoked);
    }

    [Fact]
    public async Task Authority_of_rsa_3072_is_made_where_the_settings_say_so()
    {
        var folder = TestFolder.Make();
        var options = TestOffice.Options(folder, TimeProvider.System) with
        {
            AuthorityKey = AuthorityKeyKind.Rsa3072,
            PkiUrl = new Uri("http://pki.example.test:8080/"),
        };
        var core = await ConnectorCore.OpenAsync(options, new MailBox(), [], Trust.TrustChecks.Complete, default);
        Assert.True(core.IsOk, core.Error?.ToString());
        using (core.Value)
        {
            var published = await Published.CurrentAsync(core.Value, default);
            var issuing = X509CertificateLoader.LoadCertificate(Assert.Single(published.Issuing));
            Assert.Equal("RSA 3072", CertificateReader.Describe(issuing).KeyDescription);
            Assert.Contains("http://pki.example.test:8080/pki/root.crl", System.Text.Encoding.Latin1.GetString(issuing.RawData));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(TestDevice Device, X509Certificate2 Certificate)> IssueAsync(TestOffice office)
    {
        var device = await office.EnrollAsync(TestOffice.Alice);
        var made = await office.DoAsync<ProfileSealed>(device.Seal(TestDevice.Issued("signing", TestOffice.Alice)));
        return (device, X509CertificateLoader.LoadCertificate(made.Identities[0].Certificate));
    }

    private static async Task<CrlInfo> CrlAsync(TestOffice office, string name = "issuing.crl")
    {
        var published = await Published.CurrentAsync(office.Core, default);
        return RevocationList.Read(published.Crls.Single(list => list.Name == name).Der).Value;
    }

    private static async Task<(bool Ok, string Output)> VerifyAsync(TestOffice office, X509Certificate2 certificate)
    {
        office.Time.Advance(TimeSpan.FromSeconds(1));
        var published = await Published.CurrentAsync(office.Core, default);
        var folder = office.Folder;
        OpenSsl.Write(folder, "root.pem", X509CertificateLoader.LoadCertificate(published.Roots[0]).ExportCertificatePem());
        OpenSsl.Write(folder, "issuing.pem", X509CertificateLoader.LoadCertificate(published.Issuing[0]).ExportCertificatePem());
        OpenSsl.Write(folder, "leaf.pem", certificate.ExportCertificatePem());
        var lists = published.Crls.Select(list => System.Security.Cryptography.PemEncoding.WriteString("X509 CRL", list.Der));
        OpenSsl.Write(folder, "crls.pem", string.Join('\n', lists));
        return await OpenSsl.RunAsync(
            folder, "verify", "-x509_strict", "-crl_check_all", "-purpose", "smimesign",
            "-attime", (office.Time.GetUtcNow().ToUnixTimeSeconds() + 1).ToString(),
            "-CAfile", "root.pem", "-untrusted", "issuing.pem", "-CRLfile", "crls.pem", "leaf.pem");
    }
}
