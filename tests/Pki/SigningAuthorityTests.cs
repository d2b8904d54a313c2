using System.Numerics;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Chancery.Pki.Tests;

public sealed class SigningAuthorityTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData(CertificateKind.MailSigning)]
    [InlineData(CertificateKind.MailEncryption)]
    public void MailCertificate_issued_verifiesInOpenSslAgainstCrl(CertificateKind kind)
    {
        var certificate = Given.IssueMail(kind, Given.Key1);
        Verify(certificate, []);
    }

    [Fact]
    public void MailCertificate_revoked_isRefusedByOpenSsl()
    {
        var certificate = Given.IssueMail(CertificateKind.MailSigning, Given.Key1);
        var entry = new RevokedEntry(certificate.SerialNumber, Given.Start.AddDays(3), X509RevocationReason.CessationOfOperation);
        Assert.Contains("revoked", OpenSsl.Fails(VerifyArguments(certificate, [entry])), StringComparison.Ordinal);
    }

    [Fact]
    public void MailCertificate_ofEcKey_verifiesAndAgreesOnKeys()
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.EcKey);
        // OpenSSL's purpose smimeencrypt knows keyEncipherment alone.
        OpenSsl.Run([.. VerifyArguments(certificate, []).Select(argument => argument == "smimeencrypt" ? "any" : argument)]);
        Assert.Equal(X509KeyUsageFlags.KeyAgreement, CertificateReader.Describe(certificate).KeyUsage);
    }

    [Fact]
    public void MailCertificate_issued_carriesWhatMailAppsLookFor()
    {
        var text = OpenSsl.Run("x509", "-noout", "-text", "-in", _folder.Write("c.pem", Given.IssueMail(CertificateKind.MailEncryption, Given.Key1)));
        Assert.Contains("Key Encipherment", text, StringComparison.Ordinal);
        Assert.Contains("E-mail Protection", text, StringComparison.Ordinal);
        Assert.Contains("email:alice@example.test", text, StringComparison.Ordinal);
        Assert.Contains("S/MIME Capabilities", text, StringComparison.Ordinal);
        Assert.Contains(Given.CrlUrl, text, StringComparison.Ordinal);
    }

    [Fact]
    public void DeviceAuthority_selfSigned_isAuthorityAndRecipientAtOnce()
    {
        var info = CertificateReader.Describe(Given.Devices.Certificate);
        Assert.True(info.IsAuthority);
        Assert.Equal(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign | X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, info.KeyUsage);
    }

    [Fact]
    public void DeviceIdentity_issued_isTlsClientForOpenSsl()
    {
        var device = Given.Issue(Given.Draft(CertificateKind.DeviceIdentity, Given.Key1, "CN=device"), Given.Devices);
        OpenSsl.Run(
            "verify", "-attime", Now, "-purpose", "sslclient", "-CAfile", _folder.Write("devices.pem", Given.Devices.Certificate), _folder.Write("d.pem", device));
    }

    [Fact]
    public void Linted_signed_isByteForByteWhatWasLinted()
    {
        var linted = Given.Ok(Linter.Lint(Given.Mail(CertificateKind.MailSigning, Given.Key1), Given.Issuing.Certificate));
        var certificate = Given.Issuing.Sign(linted);
        Assert.Equal(linted.ToBeSignedBytes.ToArray(), CertificateFields.Of(certificate.RawDataMemory).ToBeSigned.ToArray());
        Assert.Equal(linted.SerialNumber, certificate.SerialNumber);
        Assert.True(CertificateReader.IsIssuedBy(certificate, Given.Issuing.Certificate));
    }

    [Fact]
    public void Linted_forOneIssuer_isNotSignedByAnother()
    {
        var linted = Given.Ok(Linter.Lint(Given.Mail(CertificateKind.MailSigning, Given.Key1), Given.Issuing.Certificate));
        Assert.Throws<ArgumentException>(() => Given.NewRoot("CN=Other").Sign(linted));
        Assert.Throws<ArgumentException>(() => SigningAuthority.SelfSign(linted, Given.Key1));
    }

    [Fact]
    public void Linted_selfSigned_isNotSignedByAnotherKey()
    {
        var linted = Given.Ok(Linter.Lint(Given.Draft(CertificateKind.Tls, Given.Key1, "CN=localhost") with { HostNames = ["localhost", "127.0.0.1"] }, null));
        Assert.Throws<ArgumentException>(() => SigningAuthority.SelfSign(linted, Given.Key2));
    }

    [Fact]
    public void SerialNumber_givenInTheDraft_isKept()
    {
        var draft = Given.Mail(CertificateKind.MailSigning, Given.Key1) with { SerialNumber = Convert.FromHexString("0102030405060708") };
        Assert.Equal("0102030405060708", Given.Issue(draft, Given.Issuing).SerialNumber);
    }

    [Fact]
    public void Crl_written_isReadBackByUsAndOpenSsl()
    {
        RevokedEntry[] revoked =
        [
            new("0102030405060708", Given.Start.AddDays(1), X509RevocationReason.KeyCompromise),
            new("00F2030405060709", Given.Start.AddDays(2), X509RevocationReason.Superseded),
        ];
        var crl = Given.Issuing.SignCrl(revoked, new BigInteger(70000), Given.Start.AddDays(3), Given.Start.AddDays(10));
        var read = Given.Ok(RevocationList.Read(crl));
        Assert.Equal(new BigInteger(70000), read.Number);
        Assert.Equal(revoked, read.Revoked);
        Assert.Equal(Given.Start.AddDays(3), read.ThisUpdate);
        Assert.Equal(Given.Start.AddDays(10), read.NextUpdate);
        Assert.Equal(Given.Issuing.Certificate.Subject, read.Issuer);
        Assert.True(RevocationList.Verify(crl, Given.Issuing.Certificate));
        Assert.False(RevocationList.Verify(crl, Given.Root.Certificate));
        var text = OpenSsl.Run("crl", "-inform", "DER", "-noout", "-text", "-in", _folder.Write("c.crl", crl));
        Assert.Contains("F2030405060709", text, StringComparison.Ordinal);
        Assert.Contains("Key Compromise", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Crl_altered_doesNotVerify()
    {
        var crl = Given.Issuing.SignCrl([], 1, Given.Start, Given.Start.AddDays(7));
        crl[^1] ^= 1;
        Assert.False(RevocationList.Verify(crl, Given.Issuing.Certificate));
    }

    public void Dispose() => _folder.Dispose();

    private static string Now => Given.Start.AddDays(5).ToUnixTimeSeconds().ToString();

    private void Verify(X509Certificate2 certificate, RevokedEntry[] revoked) => OpenSsl.Run(VerifyArguments(certificate, revoked));

    private string[] VerifyArguments(X509Certificate2 certificate, RevokedEntry[] revoked)
    {
        var crl = Given.Issuing.SignCrl(revoked, 1, Given.Start.AddDays(4), Given.Start.AddDays(11));
        var pem = _folder.Path("issuing.crl.pem");
        OpenSsl.Run("crl", "-inform", "DER", "-in", _folder.Write("issuing.crl", crl), "-out", pem);
        return
        [
            "verify", "-x509_strict", "-attime", Now, "-purpose", CertificateReader.Describe(certificate).CanSign ? "smimesign" : "smimeencrypt", "-crl_check", "-CRLfile", pem,
            "-CAfile", _folder.Write("root.pem", Given.Root.Certificate), "-untrusted", _folder.Write("issuing.pem", Given.Issuing.Certificate),
            _folder.Write("leaf.pem", certificate),
        ];
    }
}
