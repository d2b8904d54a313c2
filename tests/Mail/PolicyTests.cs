using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Mail.Tests;

/// <summary>What is written, for whom, and why.</summary>
public sealed class PolicyTests
{
    private const string Gcm256 = "2.16.840.1.101.3.4.1.46";
    private const string Gcm128 = "2.16.840.1.101.3.4.1.6";
    private const string Cbc256 = "2.16.840.1.101.3.4.1.42";
    private const string Cbc128 = "2.16.840.1.101.3.4.1.2";
    private const string TripleDes = "1.2.840.113549.3.7";
    private const string Oaep = "1.2.840.113549.1.1.7";
    private const string EcdhSha384 = "1.3.132.1.11.2";
    private static readonly X509Certificate2 Rsa = TestPeople.Bob.Encryption.Certificate;
    private static readonly X509Certificate2 P384 = TestPeople.IssueAgreement("carol@example.test", ECCurve.NamedCurves.nistP384).Certificate;

    private static MailRecipient Who(X509Certificate2 certificate, params string[]? announced) =>
        new(certificate, announced is null ? null : new SmimeCapabilities([.. announced.Select(oid => new SmimeCapability(oid, default))]));

    private static MailAlgorithms Choose(MailPolicy policy, params MailRecipient[] recipients) => AlgorithmPolicy.Choose(recipients, policy).Value;

    [Fact]
    public void Nothing_known_is_what_every_app_reads_or_the_standard_by_policy()
    {
        var compatible = Choose(MailPolicy.Compatible, Who(Rsa, null));
        var modern = Choose(MailPolicy.Modern, Who(Rsa, null));
        var strict = Choose(MailPolicy.Strict, Who(Rsa, null));

        Assert.Equal((ContentCipher.Aes256Cbc, KeyManagement.RsaPkcs1), (compatible.Cipher, compatible.Recipients[0].KeyManagement));
        Assert.Equal(AlgorithmReasonCode.NothingKnownCompatible, Assert.Single(compatible.Why).Code);
        Assert.Equal((ContentCipher.Aes256Gcm, KeyManagement.RsaOaepSha256), (modern.Cipher, modern.Recipients[0].KeyManagement));
        Assert.Equal(AlgorithmReasonCode.NothingKnownModern, Assert.Single(modern.Why).Code);
        Assert.Equal((ContentCipher.Aes256Gcm, KeyManagement.RsaOaepSha256), (strict.Cipher, strict.Recipients[0].KeyManagement));
        Assert.Equal(AlgorithmReasonCode.PolicyDemands, Assert.Single(strict.Why).Code);
    }

    [Fact]
    public void Better_is_used_where_everybody_announces_it()
    {
        var all = Choose(MailPolicy.Compatible, Who(Rsa, Gcm256, Gcm128, Oaep), Who(P384, Gcm128));
        var one = Choose(MailPolicy.Modern, Who(Rsa, Gcm256, Oaep), Who(P384, Cbc256));

        Assert.Equal(ContentCipher.Aes128Gcm, all.Cipher);
        Assert.Equal(AlgorithmReasonCode.AllAnnounce, Assert.Single(all.Why).Code);
        Assert.Equal(KeyManagement.RsaOaepSha256, all.Recipients[0].KeyManagement);
        Assert.Equal(ContentCipher.Aes256Cbc, one.Cipher);
        Assert.Equal(new AlgorithmReason(AlgorithmReasonCode.RecipientLacks, P384.Subject), Assert.Single(one.Why));
    }

    [Fact]
    public void Curves_agree_as_strongly_as_they_are_or_as_announced()
    {
        Assert.Equal(KeyManagement.EcdhSha384Aes256, Choose(MailPolicy.Compatible, Who(P384, null)).Recipients[0].KeyManagement);
        var announced = Choose(MailPolicy.Compatible, Who(TestPeople.IssueAgreement("x@example.test", ECCurve.NamedCurves.nistP256).Certificate, EcdhSha384)).Recipients[0];
        Assert.Equal((KeyManagement.EcdhSha384Aes256, AlgorithmReasonCode.RecipientAnnounces), (announced.KeyManagement, announced.Why[0].Code));
    }

    // Guards against the usual default: whatever anybody announces, nothing weak is chosen (promise M3).
    [Theory]
    [InlineData(MailPolicy.Compatible)]
    [InlineData(MailPolicy.Modern)]
    public void Weak_ciphers_announced_are_never_written(MailPolicy policy)
    {
        var chosen = Choose(policy, Who(Rsa, TripleDes, "1.2.840.113549.3.2"), Who(P384, Cbc128, TripleDes));

        Assert.Equal(ContentCipher.Aes128Cbc, chosen.Cipher);
        Assert.Contains(new AlgorithmReason(AlgorithmReasonCode.WeakIsNeverWritten, Rsa.Subject), chosen.Why);
        Assert.Equal(ContentCipher.Aes256Cbc, Choose(policy, Who(Rsa, TripleDes)).Cipher);
    }

    [Fact]
    public void Strict_policy_refuses_who_cannot_read_it()
    {
        var refused = AlgorithmPolicy.Choose([Who(Rsa, Gcm256), Who(P384, Cbc256)], MailPolicy.Strict);

        Assert.Equal(PkiErrorCode.MailRecipientUnsuitable, refused.Error?.Code);
        Assert.Contains(P384.Subject, refused.Error!.Detail);
    }

    [Fact]
    public void Key_that_cannot_be_encrypted_to_is_refused()
    {
        var shortKey = TestPeople.Issue("old@example.test", X509KeyUsageFlags.KeyEncipherment, keyBits: 1024).Certificate;
        var signing = TestPeople.Alice.Signing.Certificate;

        Assert.Equal(PkiErrorCode.MailRecipientUnsuitable, AlgorithmPolicy.Choose([Who(shortKey, null)], MailPolicy.Compatible).Error?.Code);
        Assert.Equal(PkiErrorCode.MailRecipientUnsuitable, AlgorithmPolicy.Choose([], MailPolicy.Compatible).Error?.Code);
        Assert.Equal(PkiErrorCode.MailRecipientUnsuitable, SecureMail.Encrypt(TestPeople.Alice.Write("bob@example.test"), [signing]).Error?.Code);
        Assert.Equal(PkiErrorCode.MailRecipientUnsuitable, SecureMail.Encrypt(TestPeople.Alice.Write("bob@example.test"), []).Error?.Code);
    }

    [Fact]
    public void Signature_is_by_the_key_and_the_policy()
    {
        var ec = TestPeople.IssueEc("a@example.test").Certificate;
        var ed = TestPeople.IssueEd25519("a@example.test").Certificate;
        var shortKey = TestPeople.Issue("old@example.test", X509KeyUsageFlags.DigitalSignature, keyBits: 1024).Certificate;
        var rsa = TestPeople.Alice.Signing.Certificate;

        Assert.Equal(SignatureScheme.RsaPkcs1, AlgorithmPolicy.ChooseSignature(rsa, MailPolicy.Modern).Value.Scheme);
        Assert.Equal(SignatureScheme.RsaPss, AlgorithmPolicy.ChooseSignature(rsa, MailPolicy.Strict).Value.Scheme);
        Assert.Equal((SignatureScheme.Ecdsa, HashAlgorithmName.SHA384), Pair(AlgorithmPolicy.ChooseSignature(P384, MailPolicy.Compatible).Value));
        Assert.Equal((SignatureScheme.Ecdsa, HashAlgorithmName.SHA256), Pair(AlgorithmPolicy.ChooseSignature(ec, MailPolicy.Strict).Value));
        Assert.Equal((SignatureScheme.Ed25519, HashAlgorithmName.SHA512), Pair(AlgorithmPolicy.ChooseSignature(ed, MailPolicy.Compatible).Value));
        Assert.Equal(PkiErrorCode.KeyUnsupported, AlgorithmPolicy.ChooseSignature(shortKey, MailPolicy.Compatible).Error?.Code);
    }

    [Theory]
    [InlineData(MailPolicy.Compatible, ContentCipher.Aes256Cbc)]
    [InlineData(MailPolicy.Modern, ContentCipher.Aes256Gcm)]
    [InlineData(MailPolicy.Strict, ContentCipher.Aes256Gcm)]
    public void What_signed_mail_announces_is_learned_and_used(MailPolicy policy, ContentCipher expected)
    {
        var eml = SecureMail.Protect(TestPeople.Alice.Write("bob@example.test"), new ProtectionSettings { Signers = [TestPeople.Alice.Signer], Policy = policy }).Value.Message;
        var learned = SecureMail.Open(eml, []).Value.Signature;

        Assert.Equal(expected, Choose(MailPolicy.Compatible, new MailRecipient(learned.PreferredEncryptionCertificate!, learned.Capabilities)).Cipher);
    }

    [Fact]
    public void Capabilities_of_a_certificate_are_read()
    {
        var request = new CertificateRequest("CN=x", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509Extension("1.2.840.113549.1.9.15", Convert.FromHexString("300D300B060960864801650304012E"), critical: false));
        var certificate = request.CreateSelfSigned(TestPeople.Now, TestPeople.Now.AddDays(1));

        Assert.True(SmimeCapabilities.Of(certificate)!.Announces(Gcm256));
        Assert.Null(SmimeCapabilities.Of(Rsa));
        Assert.Null(SmimeCapabilities.Read(new byte[] { 0x30, 0x03, 0x02 }));
    }

    private static (SignatureScheme Scheme, HashAlgorithmName Digest) Pair(SignatureAlgorithms chosen) => (chosen.Scheme, chosen.Digest);
}
