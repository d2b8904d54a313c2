using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;

namespace Chancery.Mail.Tests;

/// <summary>Mails that show one thing and have signed another ("Johnny, you are fired", USENIX Security 2019): none may be valid.</summary>
public sealed class SpoofingTests
{
    private static readonly TestPerson Alice = TestPeople.Alice;
    private static readonly TestPerson Eve = TestPeople.Make("eve@example.test");

    private static string Signed(TestPerson by) => Encoding.UTF8.GetString(SecureMail.Protect(
        by.Write("bob@example.test"), new ProtectionSettings { Signers = [by.Signer], Headers = HeaderProtection.None }).Value.Message);

    private static string Entity(string eml) => eml[eml.IndexOf("Content-Type: multipart/signed", StringComparison.Ordinal)..];

    private static MailSignature Verdict(string eml) => SecureMail.Open(Encoding.UTF8.GetBytes(eml), []).Value.Signature;

    [Fact]
    public void Signature_of_another_person_is_not_the_senders()
    {
        var verdict = Verdict(Signed(Eve).Replace("From: eve@example.test", "From: alice@example.test"));

        Assert.Equal((SignatureState.SignerIsNotSender, false), (verdict.State, verdict.SignerIsFrom));
        Assert.Null(verdict.PreferredEncryptionCertificate);
    }

    [Theory]
    [InlineData("From: \"alice@example.test\" <eve2@example.test>")]
    [InlineData("From: alice@example.test <eve2@example.test>")]
    [InlineData("From: eve2@example.test (alice@example.test)")]
    public void Display_name_that_looks_like_the_address_counts_for_nothing(string from)
    {
        var opened = SecureMail.Open(Encoding.UTF8.GetBytes(Signed(Alice).Replace("From: alice@example.test", from)), []);

        Assert.True(!opened.IsOk || opened.Value.Signature.State == SignatureState.SignerIsNotSender);
    }

    [Theory]
    [InlineData("From: eve@example.test\r\nFrom: alice@example.test")]
    [InlineData("From: alice@example.test\r\nfrom: eve@example.test")]
    [InlineData("From: alice@example.test, eve@example.test")]
    [InlineData("From: all: alice@example.test, eve@example.test;")]
    [InlineData("From: ")]
    [InlineData("Sender: alice@example.test")]
    public void Several_senders_or_none_are_refused(string from) => Assert.Equal(
        "mailSenderAmbiguous", SecureMail.Open(Encoding.UTF8.GetBytes(Signed(Alice).Replace("From: alice@example.test", from)), []).Error?.Name);

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    [InlineData("rfc822")]
    public void Signature_over_a_part_is_partial(string where)
    {
        var entity = Entity(Signed(Alice));
        var fake = "Content-Type: text/plain\r\n\r\nPay Eve.\r\n";
        var inner = where == "rfc822" ? $"Content-Type: message/rfc822\r\n\r\nFrom: alice@example.test\r\n{entity}" : entity;
        var parts = where == "after" ? $"--b\r\n{inner}\r\n--b\r\n{fake}--b--" : $"--b\r\n{fake}\r\n--b\r\n{inner}\r\n--b--";
        var verdict = Verdict($"From: alice@example.test\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n{parts}\r\n");

        Assert.Equal((SignatureState.Partial, false), (verdict.State, verdict.CoversWholeBody));
    }

    [Fact]
    public void Altered_text_breaks_the_signature_and_is_shown_as_such()
    {
        var mail = SecureMail.Open(Encoding.UTF8.GetBytes(Signed(Alice).Replace("here on", "here off")), []).Value;

        Assert.Equal(SignatureState.Broken, mail.Signature.State);
        Assert.Contains("here off", mail.Text);
        Assert.Null(mail.Signature.PreferredEncryptionCertificate);
    }

    [Fact]
    public void Third_part_in_a_multipart_signed_breaks_it()
    {
        var eml = Signed(Alice);
        var boundary = eml.Split("boundary=\"")[1].Split('"')[0];
        var verdict = Verdict(eml.Replace($"--{boundary}--", $"--{boundary}\r\nContent-Type: text/plain\r\n\r\nPay Eve.\r\n--{boundary}--"));

        Assert.Equal(SignatureState.Broken, verdict.State);
    }

    [Fact]
    public void Signature_without_signers_is_broken()
    {
        var cms = new SignedCms(new ContentInfo("Content-Type: text/plain\r\n\r\nPay Eve."u8.ToArray()), detached: false);
        cms.ComputeSignature(new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, Eve.Signing.Certificate, Eve.Signing.Key) { DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1") });
        cms.RemoveSignature(0);

        Assert.Equal(SignatureState.Broken, Verdict(Opaque(cms.Encode())).State);
    }

    [Fact]
    public void Second_signer_who_is_not_the_sender_spoils_it()
    {
        var cms = new SignedCms(new ContentInfo("Content-Type: text/plain\r\n\r\nHello."u8.ToArray()), detached: false);
        foreach (var person in new[] { Alice, Eve })
        {
            cms.ComputeSignature(new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, person.Signing.Certificate, person.Signing.Key) { DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1") });
        }

        Assert.Equal(SignatureState.SignerIsNotSender, Verdict(Opaque(cms.Encode())).State);
    }

    [Fact]
    public void Sha1_is_weak()
    {
        var cms = new SignedCms(new ContentInfo("Content-Type: text/plain\r\n\r\nHello."u8.ToArray()), detached: false);
        cms.ComputeSignature(new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, Alice.Signing.Certificate, Alice.Signing.Key) { DigestAlgorithm = new Oid("1.3.14.3.2.26") });

        Assert.Equal(SignatureState.WeakAlgorithm, Verdict(Opaque(cms.Encode())).State);
    }

    [Fact]
    public void Certificate_that_may_not_sign_does_not()
    {
        var eml = SecureMail.Sign(Alice.Write("bob@example.test"), new MailSigner(Alice.Encryption.Certificate, Alice.Encryption.Key, [], null)).Value;

        Assert.Equal(SignatureState.Broken, SecureMail.Open(eml, []).Value.Signature.State);
    }

    [Fact]
    public void Encryption_certificate_of_another_is_not_learned()
    {
        var signer = Alice.Signer with { EncryptionCertificate = Eve.Encryption.Certificate };
        var verdict = SecureMail.Open(SecureMail.Sign(Alice.Write("bob@example.test"), signer).Value, []).Value.Signature;

        Assert.Equal(SignatureState.Valid, verdict.State);
        Assert.Null(verdict.PreferredEncryptionCertificate);
    }

    [Fact]
    public void Encrypted_part_within_a_clear_body_is_not_opened()
    {
        var secret = Encoding.UTF8.GetString(SecureMail.Encrypt(Eve.Write(Alice.Address, "the secret"), [Alice.Encryption.Certificate]).Value);
        var part = secret[secret.IndexOf("Content-Type", StringComparison.Ordinal)..];
        var eml = $"From: eve@example.test\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<img src=\"http://eve/\r\n--b\r\n{part}\r\n--b--\r\n";
        var mail = SecureMail.Open(Encoding.UTF8.GetBytes(eml), [Alice.Encryption]).Value;

        Assert.False(mail.WasEncrypted);
        Assert.DoesNotContain("the secret", Encoding.UTF8.GetString(mail.Content));
    }

    private static string Opaque(byte[] cms) =>
        $"From: alice@example.test\r\nContent-Type: application/pkcs7-mime; smime-type=signed-data\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(cms)}\r\n";
}
