using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Chancery.Pki;

namespace Chancery.Mail.Tests;

/// <summary>OpenSSL reads what we write, and we read what OpenSSL writes.</summary>
public sealed class OpenSslTests : IDisposable
{
    private static readonly TestPerson Alice = TestPeople.Alice;
    private static readonly TestPerson Bob = TestPeople.Bob;
    private readonly string _folder = Directory.CreateTempSubdirectory("chancery-mail-").FullName;

    public OpenSslTests()
    {
        File.WriteAllText(At("ca.pem"), TestPeople.Authority.ExportCertificatePem());
        foreach (var (name, person) in new[] { ("alice", Alice), ("bob", Bob) })
        {
            File.WriteAllText(At(name + "-sign.pem"), person.Signing.Certificate.ExportCertificatePem() + "\n" + person.Signing.Key.ExportPkcs8PrivateKeyPem());
            File.WriteAllText(
                At(name + "-crypt.pem"), person.Encryption.Certificate.ExportCertificatePem() + "\n" + person.Encryption.Key.ExportPkcs8PrivateKeyPem());
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(SignatureForm.Detached)]
    [InlineData(SignatureForm.Opaque)]
    public void Openssl_verifies_our_signature(SignatureForm form)
    {
        File.WriteAllBytes(At("mail.eml"), SecureMail.Sign(Alice.Write(Bob.Address), Alice.Signer, form).Value);

        var run = OpenSsl(
            "cms", "-verify", "-in", At("mail.eml"), "-CAfile", At("ca.pem"), "-purpose", "smimesign", "-attime", Seconds, "-out", At("out"), "-signer",
            At("signer"));

        Assert.True(run.Exit == 0, run.Error);
        Assert.Equal(
            Alice.Signing.Certificate.RawData,
            System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificateFromFile(At("signer")).RawData);
    }

    [Fact]
    public void Openssl_decrypts_and_verifies_our_mail()
    {
        File.WriteAllBytes(At("mail.eml"), SecureMail.SignAndEncrypt(Alice.Write(Bob.Address), Alice.Signer, [Bob.Encryption.Certificate]).Value);

        var opened = OpenSsl("cms", "-decrypt", "-in", At("mail.eml"), "-recip", At("bob-crypt.pem"), "-out", At("inner.eml"));
        var verified = OpenSsl("cms", "-verify", "-in", At("inner.eml"), "-CAfile", At("ca.pem"), "-attime", Seconds, "-out", At("out"));
        var refused = OpenSsl("cms", "-decrypt", "-in", At("mail.eml"), "-recip", At("alice-crypt.pem"), "-out", At("none"));

        Assert.True(opened.Exit == 0, opened.Error);
        Assert.True(verified.Exit == 0, verified.Error);
        Assert.NotEqual(0, refused.Exit);
    }

    [Theory]
    [InlineData(MailPolicy.Compatible)]
    [InlineData(MailPolicy.Modern)]
    [InlineData(MailPolicy.Strict)]
    public void Openssl_reads_what_every_policy_writes(MailPolicy policy)
    {
        var curves = new[] { ECCurve.NamedCurves.nistP256, ECCurve.NamedCurves.nistP384, ECCurve.NamedCurves.nistP521 };
        MailKey[] recipients = [Bob.Encryption, .. curves.Select(curve => TestPeople.IssueAgreement(Bob.Address, curve))];
        // OpenSSL 3.0 verifies no Ed25519 in CMS.
        foreach (var signing in new[] { Alice.Signing, TestPeople.IssueEc(Alice.Address) })
        {
            var settings = new ProtectionSettings
            {
                Signers = [new MailSigner(signing.Certificate, signing.Key, [], null)],
                Recipients = [.. recipients.Select(recipient => new MailRecipient(recipient.Certificate))],
                Policy = policy,
            };
            File.WriteAllBytes(At("mail.eml"), SecureMail.Protect(Alice.Write(Bob.Address), settings).Value.Message);
            foreach (var recipient in recipients)
            {
                File.WriteAllText(At("recipient.pem"), recipient.Certificate.ExportCertificatePem() + "\n" + recipient.Key.ExportPkcs8PrivateKeyPem());

                var opened = OpenSsl("cms", "-decrypt", "-in", At("mail.eml"), "-recip", At("recipient.pem"), "-out", At("inner.eml"));
                Assert.True(opened.Exit == 0, opened.Error);
            }

            var verified = OpenSsl("cms", "-verify", "-in", At("inner.eml"), "-CAfile", At("ca.pem"), "-attime", Seconds, "-out", At("out"));
            Assert.True(verified.Exit == 0, verified.Error);
            Assert.Contains("Subject: =?utf-8?", File.ReadAllText(At("out")));
        }
    }

    [Theory]
    [InlineData("-aes-256-gcm")]
    [InlineData("-aes128 -keyopt rsa_padding_mode:oaep")]
    [InlineData("-aes-128-gcm -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256")]
    public void We_decrypt_what_openssl_encrypts_for_modern_readers(string options)
    {
        File.WriteAllText(At("body"), "Content-Type: text/plain; charset=utf-8\r\n\r\nBonjour.\r\n");
        var arguments = options.Split(' ');
        var run = OpenSsl(["cms", "-encrypt", "-in", At("body"), "-out", At("part.eml"), arguments[0], "-recip", At("bob-crypt.pem"), .. arguments[1..]]);
        Assert.True(run.Exit == 0, run.Error);

        var mail = SecureMail.Open(WithFrom("part.eml"), [Bob.Encryption]).Value;

        Assert.Equal("Bonjour.", mail.Text.Trim());
        Assert.Equal(options.Contains("gcm") ? Confidentiality.EncryptedAuthenticated : Confidentiality.EncryptedIntegrityUnknown, mail.Protection.Confidentiality);
    }

    [Fact]
    public void We_decrypt_what_openssl_encrypts_to_a_curve()
    {
        File.WriteAllText(At("body"), "Content-Type: text/plain; charset=utf-8\r\n\r\nBonjour.\r\n");
        var key = TestPeople.IssueAgreement(Bob.Address, ECCurve.NamedCurves.nistP384);
        File.WriteAllText(At("recipient.pem"), key.Certificate.ExportCertificatePem());
        var run = OpenSsl("cms", "-encrypt", "-in", At("body"), "-out", At("part.eml"), "-aes256", At("recipient.pem"));
        Assert.True(run.Exit == 0, run.Error);

        Assert.Equal("Bonjour.", SecureMail.Open(WithFrom("part.eml"), [Bob.Encryption, key]).Value.Text.Trim());
    }

    [Fact]
    public void Openssl_shows_the_attributes_of_rfc_8551()
    {
        File.WriteAllBytes(At("mail.eml"), SecureMail.Sign(Alice.Write(Bob.Address), Alice.Signer).Value);

        var text = OpenSsl("cms", "-cmsout", "-print", "-in", At("mail.eml"), "-noout").Output;

        Assert.Contains("id-smime-aa-encrypKeyPref", text);
        Assert.Contains("S/MIME Capabilities", text);
        Assert.Contains("1.3.6.1.4.1.311.16.4", text);
        Assert.Contains("signingTime", text);
        Assert.Contains("sha256", text);
    }

    [Theory]
    [InlineData("-nodetach")]
    [InlineData("-nodetach -stream")]
    [InlineData("")]
    [InlineData("-crlfeol")]
    [InlineData("-md sha512")]
    [InlineData("-keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:digest")]
    [InlineData("-keyid")]
    public void We_verify_what_openssl_signs(string options)
    {
        File.WriteAllText(At("body"), "Content-Type: text/plain; charset=utf-8\r\n\r\nBonjour.\r\n");
        var run = OpenSsl([
            "cms", "-sign", "-in", At("body"), "-signer", At("alice-sign.pem"), "-certfile", At("alice-crypt.pem"), "-out", At("part.eml"),
            .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.True(run.Exit == 0, run.Error);

        var mail = SecureMail.Open(WithFrom("part.eml"), []).Value;

        Assert.Equal((SignatureState.Valid, "Bonjour."), (mail.Signature.State, mail.Text.Trim()));
        Assert.Equal(Alice.Encryption.Certificate.Thumbprint, mail.Signature.PreferredEncryptionCertificate?.Thumbprint);
    }

    [Theory]
    [InlineData("-aes256")]
    [InlineData("-aes128 -stream")]
    [InlineData("-aes192 -keyid")]
    public void We_decrypt_what_openssl_encrypts(string options)
    {
        File.WriteAllText(At("body"), "Content-Type: text/plain; charset=utf-8\r\n\r\nBonjour.\r\n");
        var run = OpenSsl(["cms", "-encrypt", "-in", At("body"), "-out", At("part.eml"), .. options.Split(' '), At("bob-crypt.pem")]);
        Assert.True(run.Exit == 0, run.Error);

        var mail = SecureMail.Open(WithFrom("part.eml"), [Alice.Encryption, Bob.Encryption]).Value;

        Assert.Equal((true, "Bonjour."), (mail.WasEncrypted, mail.Text.Trim()));
        Assert.Equal("mailNotForKeys", SecureMail.Open(WithFrom("part.eml"), [Alice.Encryption]).Error?.Name);
    }

    [Fact]
    public void Mail_of_the_years_of_3DES_opens_under_the_archive_policy_alone()
    {
        File.WriteAllText(At("body"), "Content-Type: text/plain; charset=utf-8\r\n\r\nBonjour.\r\n");
        var run = OpenSsl("cms", "-encrypt", "-in", At("body"), "-out", At("part.eml"), "-des3", At("bob-crypt.pem"));
        Assert.True(run.Exit == 0, run.Error);
        using var keys = Bob.Keys;

        Assert.Equal(PkiErrorCode.CmsAlgorithmLegacy, SecureMail.Open(WithFrom("part.eml"), keys).Error?.Code);
        Assert.Equal("Bonjour.", SecureMail.Open(WithFrom("part.eml"), keys, DecryptionPolicy.Archive).Value.Text.Trim());
    }

    private static string Seconds => TestPeople.Now.ToUnixTimeSeconds().ToString();

    private byte[] WithFrom(string name) => [.. Encoding.ASCII.GetBytes($"From: {Alice.Address}\r\nTo: {Bob.Address}\r\n"), .. File.ReadAllBytes(At(name))];

    private string At(string name) => Path.Combine(_folder, name);

    private static (int Exit, string Output, string Error) OpenSsl(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
