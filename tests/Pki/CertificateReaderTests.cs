using System.Formats.Asn1;
using System.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Chancery.Pki.Tests;

public sealed class CertificateReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Certificate_asDerPemOrBehindText_isTheSame()
    {
        var certificate = Given.IssueMail(CertificateKind.MailSigning, Given.Key1);
        var pem = certificate.ExportCertificatePem();
        foreach (var form in new[] { certificate.RawData, Encoding.ASCII.GetBytes(pem), Encoding.ASCII.GetBytes("subject=Alice\r\n" + pem) })
        {
            Assert.Equal(certificate.Thumbprint, Given.Ok(CertificateReader.Read(form)).Thumbprint);
        }
    }

    [Theory]
    [InlineData("a@b.test\0.evil.test|c@d.test", "e@f.test", "c@d.test")]
    [InlineData("a@b.test\r\n|", "e@f.test", "e@f.test")]
    [InlineData("", "e@f.test", "e@f.test")]
    [InlineData("C@D.test", "e@f.test", "C@D.test")]
    public void Address_vouchedFor_isOfTheAlternativeNamesBeforeTheSubjects(string names, string subject, string expected)
    {
        var request = new CertificateRequest($"CN=x, E={subject}", Given.Key1, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (names.Length > 0)
        {
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence())
            {
                foreach (var name in names.Split('|'))
                {
                    writer.WriteCharacterString(UniversalTagNumber.IA5String, name, new Asn1Tag(TagClass.ContextSpecific, 1));
                }
            }

            request.CertificateExtensions.Add(new X509Extension(Oids.SubjectAltName, writer.Encode(), critical: false));
        }

        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        Assert.Equal([expected], CertificateReader.VouchedAddresses(certificate));
    }

    [Fact]
    public void Bundle_ofPemWithAKeyInIt_givesTheCertificatesInOrder()
    {
        var pem = Given.Root.Certificate.ExportCertificatePem() + "\n" + Given.Key1.ExportPkcs8PrivateKeyPem() + "\n" + Given.Issuing.Certificate.ExportCertificatePem();
        var all = Given.Ok(CertificateReader.ReadAll(Encoding.ASCII.GetBytes(pem)));
        Assert.Equal([Given.Root.Certificate.Thumbprint, Given.Issuing.Certificate.Thumbprint], all.Select(certificate => certificate.Thumbprint));
    }

    [Fact]
    public void Bundle_ofOpenSslPkcs7_isRead()
    {
        foreach (var form in new[] { "PEM", "DER" })
        {
            OpenSsl.Run(
                "crl2pkcs7", "-nocrl", "-certfile", _folder.Write("all.pem", Given.Root.Certificate, Given.Issuing.Certificate), "-outform", form, "-out",
                _folder.Path("all.p7b"));
            Assert.Equal(2, Given.Ok(CertificateReader.ReadAll(_folder.Read("all.p7b"))).Length);
        }
    }

    [Fact]
    public void Description_ofAMailCertificate_hasItsFacts()
    {
        var draft = Given.Mail(CertificateKind.MailEncryption, Given.Key1, "Alice@Example.test") with { EmailAddresses = ["Alice@Example.test", "am@example.test"] };
        var certificate = Given.Issue(draft, Given.Issuing);
        var info = CertificateReader.Describe(certificate);
        var fingerprint = OpenSsl.Run("x509", "-noout", "-fingerprint", "-sha1", "-in", _folder.Write("c.pem", certificate));
        Assert.Equal(fingerprint.Split('=')[1].Trim().Replace(":", "").ToLowerInvariant(), info.Thumbprint);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)), info.Sha256);
        Assert.Equal(KeyPairs.PublicKeyHash(Given.Key1), info.PublicKeyHash);
        Assert.Equal(["alice@example.test", "am@example.test"], info.EmailAddresses);
        Assert.Equal((false, true, false), (info.CanSign, info.CanEncrypt, info.IsAuthority));
        Assert.Equal("RSA 2048", info.KeyDescription);
        Assert.Equal((draft.NotBefore, draft.NotAfter), (info.NotBefore, info.NotAfter));
        Assert.Equal("EC P-256", CertificateReader.Describe(Given.Issuing.Certificate).KeyDescription);
    }

    [Fact]
    public void Description_ofOpenSslsUtf8Mailbox_hasTheAddress()
    {
        OpenSsl.Run(
            "req", "-x509", "-new", "-key", _folder.Write("k.key", Given.Key1), "-subj", "/CN=x", "-out", _folder.Path("u.pem"), "-addext",
            "subjectAltName=otherName:1.3.6.1.5.5.7.8.9;UTF8:Zoe.Utf8@example.test,email:Zoe@example.test,otherName:1.2.3;UTF8:other");
        Assert.Equal(["zoe.utf8@example.test", "zoe@example.test"], CertificateReader.Describe(Given.Ok(CertificateReader.Read(_folder.Read("u.pem")))).EmailAddresses);
    }

    [Fact]
    public void Description_withoutUsages_canBoth()
    {
        using var made = new CertificateRequest("CN=x", Given.Key1, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(Given.Start, Given.Start.AddDays(1));
        var info = CertificateReader.Describe(made);
        Assert.Equal((true, true), (info.CanSign, info.CanEncrypt));
    }

    [Fact]
    public void Certificate_ofAKeyNotUsedHere_isStillDescribed()
    {
        OpenSsl.Run("genpkey", "-algorithm", "ed25519", "-out", _folder.Path("ed.key"));
        OpenSsl.Run("req", "-x509", "-new", "-key", _folder.Path("ed.key"), "-subj", "/CN=ed", "-out", _folder.Path("ed.pem"));
        Assert.Equal("Ed25519", CertificateReader.Describe(Given.Ok(CertificateReader.Read(_folder.Read("ed.pem")))).KeyDescription);
    }

    [Fact]
    public void IsIssuedBy_namedAlikeButSignedByAnother_isFalse()
    {
        var impostor = Given.NewRoot(Given.Root.Certificate.Subject);
        Assert.True(CertificateReader.IsIssuedBy(Given.Issuing.Certificate, Given.Root.Certificate));
        Assert.False(CertificateReader.IsIssuedBy(Given.Issuing.Certificate, impostor.Certificate));
        Assert.True(CertificateReader.IsIssuedBy(Given.Root.Certificate, Given.Root.Certificate));
        Assert.False(CertificateReader.IsIssuedBy(Given.Issuing.Certificate, Given.Issuing.Certificate));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public void Text_thatIsNoCertificate_isMalformed(string text)
    {
        Given.Fails(PkiErrorCode.CertificateMalformed, CertificateReader.Read(Encoding.UTF8.GetBytes(text)));
        Given.Fails(PkiErrorCode.CertificateMalformed, CertificateReader.ReadAll(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Certificate_withAnExtensionThatCannotBeRead_isMalformed()
    {
        var request = new CertificateRequest("CN=x", Given.Key1, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509Extension(Oids.SubjectAltName, [0x30, 0x05, 0x81, 0x7f], critical: false));
        using var made = request.CreateSelfSigned(Given.Start, Given.Start.AddDays(1));
        Given.Fails(PkiErrorCode.CertificateMalformed, CertificateReader.Read(made.RawData));
    }

    [Fact]
    public void Input_beyondTheLimits_isTooLarge()
    {
        Given.Fails(PkiErrorCode.CertificateTooLarge, CertificateReader.Read(new byte[CertificateReader.MaxCertificateBytes + 1]));
        Given.Fails(PkiErrorCode.CertificateTooLarge, CertificateReader.ReadAll(new byte[CertificateReader.MaxBundleBytes + 1]));
        var pem = string.Concat(Enumerable.Repeat(Given.Root.Certificate.ExportCertificatePem() + "\n", CertificateReader.MaxCertificates + 1));
        Given.Fails(PkiErrorCode.CertificateTooLarge, CertificateReader.ReadAll(Encoding.ASCII.GetBytes(pem)));
    }

    [Theory]
    [InlineData(KeyAlgorithm.Rsa2048)]
    [InlineData(KeyAlgorithm.EcdsaP256)]
    [InlineData(KeyAlgorithm.EcdsaP384)]
    public void Key_written_isReadBack(KeyAlgorithm algorithm)
    {
        using var key = KeyPairs.Generate(algorithm);
        using var read = Given.Ok(KeyPairs.ReadPrivateKey(key.ExportPkcs8PrivateKey()));
        Assert.Equal(KeyPairs.PublicKeyHash(key), KeyPairs.PublicKeyHash(read));
    }

    [Fact]
    public void Key_thatIsNone_isMalformed() => Given.Fails(PkiErrorCode.KeyMalformed, KeyPairs.ReadPrivateKey(new byte[] { 0x30, 0x00 }));

    public void Dispose() => _folder.Dispose();
}
