using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Chancery.Pki.Tests;

public sealed class CmsTests : IDisposable
{
    private static readonly byte[] Content = "Ein Geheimnis, un secret, a secret."u8.ToArray();

    private readonly TempFolder _folder = new();

    public static TheoryData<string[]> OpenSslEncryptions => new(
        ["-aes-256-gcm", "-keyopt", "rsa_padding_mode:oaep"],
        ["-aes-256-gcm", "-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256"],
        ["-aes-128-gcm", "-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha512"],
        ["-aes-192-gcm"],
        ["-aes-256-gcm", "-keyid"]);

    [Fact]
    public void AuthEnveloped_written_isOpenedByOpenSsl()
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        var sealedBytes = AuthEnvelopedData.Encrypt(Content, certificate);
        Assert.Equal(Content, OpenSslDecrypt(sealedBytes, certificate, Given.Key1));
        Assert.Equal(Content, Given.Ok(AuthEnvelopedData.Decrypt(sealedBytes, certificate, Given.Key1)));
    }

    [Theory]
    [MemberData(nameof(OpenSslEncryptions))]
    public void AuthEnveloped_ofOpenSsl_isOpened(string[] options)
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        Assert.Equal(Content, Given.Ok(AuthEnvelopedData.Decrypt(OpenSslEncrypt(certificate, options), certificate, Given.Key1)));
    }

    [Fact]
    public void AuthEnveloped_anyOctetAltered_failsOneWay()
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        var sealedBytes = AuthEnvelopedData.Encrypt(Content, certificate);
        var details = new HashSet<string>();
        for (var position = sealedBytes.Length - Content.Length - 60; position < sealedBytes.Length; position++)
        {
            var altered = sealedBytes.ToArray();
            altered[position] ^= 0x40;
            var result = AuthEnvelopedData.Decrypt(altered, certificate, Given.Key1);
            Assert.False(result.IsOk);
            if (result.Error.Code == PkiErrorCode.CmsDecryptFailed)
            {
                details.Add(result.Error.Detail);
            }
        }

        Assert.Single(details);
    }

    [Fact]
    public void AuthEnveloped_wrongKeyAndWrongRecipient_failAlike()
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        var other = Given.IssueMail(CertificateKind.MailEncryption, Given.Key2);
        var sealedBytes = AuthEnvelopedData.Encrypt(Content, certificate);
        var wrongKey = Given.Fails(PkiErrorCode.CmsDecryptFailed, AuthEnvelopedData.Decrypt(sealedBytes, certificate, Given.Key2));
        var wrongRecipient = Given.Fails(PkiErrorCode.CmsDecryptFailed, AuthEnvelopedData.Decrypt(sealedBytes, other, Given.Key2));
        Assert.Equal(wrongKey, wrongRecipient);
    }

    [Fact]
    public void AuthEnveloped_toEcKey_isRefused()
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.EcKey);
        Assert.Throws<ArgumentException>(() => AuthEnvelopedData.Encrypt(Content, certificate));
        Assert.Throws<ArgumentException>(() => EnvelopedData.Encrypt(Content, certificate));
    }

    [Fact]
    public void Enveloped_written_isOpenedByOpenSslAndIsAes256()
    {
        var first = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        var second = Given.IssueMail(CertificateKind.MailEncryption, Given.Key2, "bob@example.test");
        var cms = EnvelopedData.Encrypt(Content, [first, second]);
        Assert.Equal(Content, OpenSslDecrypt(cms, first, Given.Key1));
        Assert.Equal(Content, OpenSslDecrypt(cms, second, Given.Key2));
        Assert.Equal(Content, Given.Ok(EnvelopedData.Decrypt(cms, second, Given.Key2)));
        Assert.Contains("aes-256-cbc", OpenSsl.Run("asn1parse", "-inform", "DER", "-in", _folder.Write("e.der", cms)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-aes128")]
    [InlineData("-aes-256-cbc")]
    [InlineData("-des3")]
    public void Enveloped_ofOpenSsl_isOpened(string cipher)
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        Assert.Equal(Content, Given.Ok(EnvelopedData.Decrypt(OpenSslEncrypt(certificate, cipher), certificate, Given.Key1)));
        Assert.Equal(Content, Given.Ok(EnvelopedData.Decrypt(OpenSslEncrypt(certificate, cipher, "-stream", "-indef"), certificate, Given.Key1)));
    }

    [Fact]
    public void Enveloped_wrongKeyWrongRecipientAndAltered_failAlike()
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        var other = Given.IssueMail(CertificateKind.MailEncryption, Given.Key2);
        var cms = EnvelopedData.Encrypt(Content, certificate);
        var altered = cms.ToArray();
        altered[^1] ^= 0x40;
        PkiError[] errors =
        [
            Given.Fails(PkiErrorCode.CmsDecryptFailed, EnvelopedData.Decrypt(cms, certificate, Given.Key2)),
            Given.Fails(PkiErrorCode.CmsDecryptFailed, EnvelopedData.Decrypt(cms, other, Given.Key2)),
            Given.Fails(PkiErrorCode.CmsDecryptFailed, EnvelopedData.Decrypt(altered, certificate, Given.Key1)),
        ];
        Assert.Single(errors.Distinct());
    }

    [Fact]
    public void Signed_written_verifiesInOpenSsl()
    {
        var signer = Given.IssueMail(CertificateKind.MailSigning, Given.Key1);
        var cms = SignedData.Sign(Content, signer, Given.Key1, detached: false, [Given.Issuing.Certificate]);
        OpenSsl.Run(
            "cms", "-verify", "-binary", "-inform", "DER", "-in", _folder.Write("s.der", cms), "-out", _folder.Path("content"), "-attime",
            Given.Start.AddDays(5).ToUnixTimeSeconds().ToString(), "-CAfile", _folder.Write("root.pem", Given.Root.Certificate));
        Assert.Equal(Content, _folder.Read("content"));
        var read = Given.Ok(SignedData.Verify(cms, null));
        Assert.Equal(Content, read.Content);
        Assert.Equal(signer.Thumbprint, read.Signer.Thumbprint);
        Assert.Equal(2, read.Certificates.Length);
    }

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    [InlineData("sha512")]
    public void Signed_ofOpenSslDetached_verifies(string digest)
    {
        var cms = OpenSslSign(digest);
        Assert.Equal(Content, Given.Ok(SignedData.Verify(cms, Content)).Content);
        Given.Fails(PkiErrorCode.CmsSignatureInvalid, SignedData.Verify(cms, "another"u8.ToArray()));
        Given.Fails(PkiErrorCode.CmsSignatureInvalid, SignedData.Verify(cms, null));
    }

    [Fact]
    public void Signed_withMd5_isRefused() => Given.Fails(PkiErrorCode.CmsSignatureInvalid, SignedData.Verify(OpenSslSign("md5"), Content));

    [Fact]
    public void Signed_byEcKey_verifies()
    {
        var signer = Given.IssueMail(CertificateKind.MailSigning, Given.EcKey);
        var cms = SignedData.Sign(Content, signer, Given.EcKey, detached: true, []);
        Assert.Equal(signer.Thumbprint, Given.Ok(SignedData.Verify(cms, Content)).Signer.Thumbprint);
    }

    [Fact]
    public void Signed_withContentInsideAndAnotherHandedIn_isRefused()
    {
        var signer = Given.IssueMail(CertificateKind.MailSigning, Given.Key1);
        var cms = SignedData.Sign(Content, signer, Given.Key1, detached: false, []);
        Given.Fails(PkiErrorCode.CmsSignatureInvalid, SignedData.Verify(cms, "another"u8.ToArray()));
    }

    [Fact]
    public void Signed_byTwo_isRefused()
    {
        var cms = new SignedCms(new ContentInfo(Content));
        cms.ComputeSignature(new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, Given.IssueMail(CertificateKind.MailSigning, Given.Key1), Given.Key1));
        cms.ComputeSignature(new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, Given.IssueMail(CertificateKind.MailSigning, Given.Key2), Given.Key2));
        Given.Fails(PkiErrorCode.CmsSignatureInvalid, SignedData.Verify(cms.Encode(), null));
    }

    [Fact]
    public void CertificatesOnly_asSigned_isRefusedAndAsBundleRead()
    {
        var bundle = SignedData.CertificatesOnly([Given.Root.Certificate, Given.Issuing.Certificate]);
        Given.Fails(PkiErrorCode.CmsSignatureInvalid, SignedData.Verify(bundle, null));
        Assert.Equal(2, Given.Ok(CertificateReader.ReadAll(bundle)).Length);
        var text = OpenSsl.Run("pkcs7", "-inform", "DER", "-print_certs", "-noout", "-in", _folder.Write("b.p7b", bundle));
        Assert.Contains("Test Issuing", text, StringComparison.Ordinal);
    }

    [Fact]
    public void SealedImport_sealed_opensForTheVaultAlone()
    {
        var vault = Given.Vault();
        var import = new SealedImport
        {
            Pfx = [1, 2, 3],
            Password = "pässword",
            OwnerAddress = "alice@example.test",
            FormerAddresses = ["old@example.test"],
            Purpose = "smimeEncryption",
        };
        var sealedBytes = SealedImport.Seal(import, vault);
        var opened = Given.Ok(SealedImport.Open(sealedBytes, vault, Given.Key3072));
        Assert.Equal(import.Pfx, opened.Pfx);
        Assert.Equal((import.Password, import.OwnerAddress, import.Purpose), (opened.Password, opened.OwnerAddress, opened.Purpose));
        Assert.Equal(import.FormerAddresses, opened.FormerAddresses);
        Given.Fails(PkiErrorCode.CmsDecryptFailed, SealedImport.Open(sealedBytes, vault, Given.Key1));
        Assert.DoesNotContain("pässword", import.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"version":2,"pfx":"AQ==","password":"p","owner":"a@b","purpose":"smimeSigning"}""")]
    [InlineData("""{"version":1,"pfx":"AQ==","password":"p","purpose":"smimeSigning"}""")]
    [InlineData("""{"version":1,"pfx":"!","password":"p","owner":"a@b","purpose":"smimeSigning"}""")]
    [InlineData("""{"version":1,"pfx":"AQ==","password":"p","owner":"a@b","former":[null],"purpose":"smimeSigning"}""")]
    public void SealedImport_ofSomethingElse_isMalformed(string json)
    {
        var vault = Given.Vault();
        var sealedBytes = AuthEnvelopedData.Encrypt(System.Text.Encoding.UTF8.GetBytes(json), vault);
        Given.Fails(PkiErrorCode.SealedImportMalformed, SealedImport.Open(sealedBytes, vault, Given.Key3072));
    }

    [Fact]
    public void Message_beyondTheLimit_isRefusedUnread()
    {
        var large = new byte[CmsLimits.MaxMessageBytes + 1];
        Given.Fails(PkiErrorCode.CmsTooLarge, SignedData.Verify(large, null));
        Given.Fails(PkiErrorCode.CmsTooLarge, EnvelopedData.Decrypt(large, Given.Root.Certificate, Given.Key1));
        Given.Fails(PkiErrorCode.CmsTooLarge, AuthEnvelopedData.Decrypt(large, Given.Root.Certificate, Given.Key1));
    }

    public void Dispose() => _folder.Dispose();

    private byte[] OpenSslDecrypt(byte[] cms, X509Certificate2 certificate, RSA key)
    {
        OpenSsl.Run(
            "cms", "-decrypt", "-binary", "-inform", "DER", "-in", _folder.Write("in.der", cms), "-recip", _folder.Write("r.pem", certificate),
            "-inkey", _folder.Write("r.key", key), "-out", _folder.Path("clear"));
        return _folder.Read("clear");
    }

    private byte[] OpenSslEncrypt(X509Certificate2 certificate, params string[] options)
    {
        OpenSsl.Run(
        [
            "cms", "-encrypt", "-binary", "-outform", "DER", "-in", _folder.Write("clear", Content), "-out", _folder.Path("out.der"),
            .. options.Where(option => !option.StartsWith("rsa_", StringComparison.Ordinal) && option != "-keyopt"),
            "-recip", _folder.Write("r.pem", certificate),
            .. options.Where(option => option.StartsWith("rsa_", StringComparison.Ordinal)).SelectMany(option => new[] { "-keyopt", option }),
        ]);
        return _folder.Read("out.der");
    }

    private byte[] OpenSslSign(string digest)
    {
        OpenSsl.Run(
            "cms", "-sign", "-binary", "-outform", "DER", "-md", digest, "-in", _folder.Write("clear", Content), "-out", _folder.Path("s.der"),
            "-signer", _folder.Write("s.pem", Given.IssueMail(CertificateKind.MailSigning, Given.Key1)), "-inkey", _folder.Write("s.key", Given.Key1));
        return _folder.Read("s.der");
    }
}
