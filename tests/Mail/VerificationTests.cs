using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Chancery.Pki;
using static Chancery.Mail.Tests.Verifying;

namespace Chancery.Mail.Tests;

/// <summary>Who signed, what is covered, and may it be believed.</summary>
public sealed class VerificationTests
{
    private static readonly TestPerson Alice = TestPeople.Alice;
    private static readonly TestPerson Bob = TestPeople.Bob;

    [Theory]
    [InlineData(SignatureForm.Detached, MailPolicy.Compatible)]
    [InlineData(SignatureForm.Opaque, MailPolicy.Strict)]
    public void Signed_mail_of_its_author_is_valid(SignatureForm form, MailPolicy policy)
    {
        var eml = SecureMail.Protect(Alice.Write(Bob.Address), new ProtectionSettings { Signers = [Alice.Signer], Form = form, Policy = policy }).Value.Message;
        var verdict = Verify(eml);

        Holds(verdict);
        Assert.Equal((true, true, Alice.Address), (verdict.CoversWholeBody, verdict.FromMatchesSigner, verdict.From));
        var signer = Assert.Single(verdict.Signers);
        Assert.Equal((Verdict.Valid, TestPeople.Now, true), (signer.Verdict, signer.SigningTime, signer.IsFrom));
        Assert.Equal(TestPeople.Authority.Thumbprint, signer.Path!.Path[^1].Thumbprint);
        Assert.Equal([Alice.Address], signer.Addresses);
        Assert.Contains("here on", Encoding.UTF8.GetString(verdict.SignedContent.Span));
    }

    [Fact]
    public void Mail_of_every_kind_of_key_is_valid()
    {
        foreach (var key in new[] { TestPeople.IssueEc(Alice.Address), TestPeople.IssueEd25519(Alice.Address) })
        {
            var eml = SecureMail.Sign(Alice.Write(Bob.Address), new MailSigner(key.Certificate, key.Key, [], null)).Value;

            Holds(Verify(eml));
            Assert.Equal(SignatureState.Valid, SecureMail.Open(eml, []).Value.Signature.State);
        }
    }

    [Fact]
    public void Encrypted_mail_is_verified_with_a_key_and_not_without()
    {
        var eml = SecureMail.SignAndEncrypt(Alice.Write(Bob.Address), Alice.Signer, [Bob.Encryption.Certificate]).Value;
        using var keys = Bob.Keys;
        using var others = Alice.Keys;

        var opened = Verify(eml, Settings with { Keys = keys });
        Holds(opened);
        Assert.Equal(Confidentiality.EncryptedIntegrityUnknown, opened.Confidentiality);
        Assert.Contains(MailReasonCode.IntegrityUnknown, opened.Codes());
        Fails(Verify(eml), Verdict.Unverifiable, MailReasonCode.Encrypted);
        Fails(Verify(eml, Settings with { Keys = others }), Verdict.Unverifiable, MailReasonCode.NotForKeys);
    }

    [Fact]
    public void Authenticated_encryption_is_told_apart()
    {
        var settings = new ProtectionSettings { Signers = [Alice.Signer], Recipients = [new MailRecipient(Bob.Encryption.Certificate)], Policy = MailPolicy.Strict };
        var eml = SecureMail.Protect(Alice.Write(Bob.Address), settings).Value.Message;
        using var keys = Bob.Keys;

        var verdict = Verify(eml, Settings with { Keys = keys });

        Holds(verdict);
        Assert.Equal(Confidentiality.EncryptedAuthenticated, verdict.Confidentiality);
        Assert.Equal(new MailProtection(Confidentiality.EncryptedAuthenticated, true), SecureMail.Open(eml, keys).Value.Protection);
    }

    [Fact]
    public void Unsigned_mail_is_unverifiable()
    {
        var verdict = Verify(SecureMail.Plain(Alice.Write(Bob.Address)).Value);

        Fails(verdict, Verdict.Unverifiable, MailReasonCode.NotSigned);
        Assert.Equal((null, null), (verdict.CoversWholeBody, verdict.FromMatchesSigner));
    }

    [Fact]
    public void Stranger_s_authority_is_not_trusted() =>
        Fails(Verify(Signed(Alice), Settings with { Trust = TrustAnchors.None }), Verdict.Unverifiable, MailReasonCode.IssuerUnknown);

    [Fact]
    public void Expired_certificate_is_invalid_now_and_was_valid_when_signed()
    {
        var later = Settings with { At = TestPeople.Now.AddDays(400) };
        var verdict = Verify(Signed(Alice), later);

        Fails(verdict, Verdict.Invalid, MailReasonCode.CertificateExpired);
        Assert.Equal("2026-11-24T12:00:00Z", verdict.Reasons.Single(reason => reason.Code == MailReasonCode.ValidWhenSigned).Detail);
        Holds(Verify(Signed(Alice), later with { At = TestPeople.Now, EvidenceAt = later.At }));
        Fails(Verify(Signed(Alice), Settings with { At = TestPeople.Now.AddDays(-40) }), Verdict.Invalid, MailReasonCode.CertificateNotYetValid);
        Assert.Contains(MailReasonCode.SignedInFuture, Verify(Signed(Alice), Settings with { At = TestPeople.Now.AddDays(-2) }).Codes());
    }

    [Fact]
    public void Revoked_certificate_is_invalid_with_when_and_why()
    {
        var crl = TestPeople.Revoke(Alice.Signing.Certificate, TestPeople.Now.AddDays(-1), X509RevocationReason.KeyCompromise);
        var verdict = Verify(Signed(Alice), Settings with { Revocation = RevocationData.Read([crl], []) });

        Fails(verdict, Verdict.Invalid, MailReasonCode.CertificateRevoked);
        var fact = verdict.Signers[0].Path!.Revocation.Single(one => one.Status == RevocationStatus.Revoked);
        Assert.Equal((TestPeople.Now.AddDays(-1), X509RevocationReason.KeyCompromise), (fact.RevokedAt, fact.Reason));
        Fails(Verify(Signed(Alice), Settings with { RevocationMode = RevocationMode.Require }), Verdict.Unverifiable, MailReasonCode.RevocationUnknown);
    }

    [Fact]
    public void Certificate_that_may_not_sign_is_refused()
    {
        var signer = new MailSigner(Alice.Encryption.Certificate, Alice.Encryption.Key, [], null);

        Fails(Verify(SecureMail.Sign(Alice.Write(Bob.Address), signer).Value), Verdict.Invalid, MailReasonCode.KeyUsageForbids);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Weak_digest_is_never_valid(bool detached)
    {
        var content = "Content-Type: text/plain\r\n\r\nHello."u8.ToArray();
        var cms = new System.Security.Cryptography.Pkcs.SignedCms(new System.Security.Cryptography.Pkcs.ContentInfo(content), detached);
        cms.ComputeSignature(new System.Security.Cryptography.Pkcs.CmsSigner(
            System.Security.Cryptography.Pkcs.SubjectIdentifierType.IssuerAndSerialNumber, Alice.Signing.Certificate, Alice.Signing.Key)
        { DigestAlgorithm = new Oid("1.3.14.3.2.26") });
        var bare = Settings with { DetachedContent = detached ? content : null };

        Fails(Verify(cms.Encode(), bare), Verdict.Invalid, MailReasonCode.AlgorithmWeak);
    }

    [Fact]
    public void Bare_object_is_valid_without_anybody_to_be()
    {
        var content = "Any bytes at all."u8.ToArray();
        var opaque = SignedData.Sign(content, [SignerKey(Alice)], new SignOptions());
        var detached = SignedData.Sign(content, [SignerKey(Alice)], new SignOptions { Detached = true });
        var pem = new string(PemEncoding.Write("PKCS7", opaque));

        foreach (var form in new[] { opaque, Encoding.ASCII.GetBytes(pem), Encoding.ASCII.GetBytes(pem.Replace("PKCS7", "CMS")), Encoding.ASCII.GetBytes(Convert.ToBase64String(opaque)) })
        {
            var verdict = Verify(form);
            Holds(verdict);
            Assert.Equal((true, null, null), (verdict.CoversWholeBody, verdict.FromMatchesSigner, verdict.From));
            Assert.Equal(content, verdict.SignedContent.ToArray());
        }

        Holds(Verify(detached, Settings with { DetachedContent = content }));
        Fails(Verify(detached), Verdict.Unverifiable, MailReasonCode.ContentMissing);
        Fails(Verify(detached, Settings with { DetachedContent = "Other bytes."u8.ToArray() }), Verdict.Invalid, MailReasonCode.ContentChanged);
    }

    [Fact]
    public void Entity_without_any_author_is_like_a_bare_object()
    {
        var verdict = Verify($"MIME-Version: 1.0\r\n{Entity(Signed(Alice))}");

        Holds(verdict);
        Assert.Null(verdict.FromMatchesSigner);
    }

    [Fact]
    public void Certificates_alone_are_no_signature() =>
        Fails(Verify(SignedData.CertificatesOnly([Alice.Signing.Certificate])), Verdict.Unverifiable, MailReasonCode.CertificatesOnly);

    [Fact]
    public void Missing_certificate_of_the_signer_is_told()
    {
        var cms = new System.Security.Cryptography.Pkcs.SignedCms(new System.Security.Cryptography.Pkcs.ContentInfo("Content-Type: text/plain\r\n\r\nHello."u8.ToArray()));
        cms.ComputeSignature(new System.Security.Cryptography.Pkcs.CmsSigner(
            System.Security.Cryptography.Pkcs.SubjectIdentifierType.IssuerAndSerialNumber, Alice.Signing.Certificate, Alice.Signing.Key)
        {
            DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1"),
            IncludeOption = X509IncludeOption.None,
        });

        Fails(Verify(Opaque(cms.Encode())), Verdict.Unverifiable, MailReasonCode.SignerCertificateMissing);
        Holds(Verify(Opaque(cms.Encode()), Settings with { Intermediates = [Bob.Signing.Certificate, Alice.Signing.Certificate] }));
        Fails(Verify(Opaque(cms.Encode()), Settings with { Intermediates = [Bob.Signing.Certificate] }), Verdict.Unverifiable, MailReasonCode.SignerCertificateMissing);
    }

    [Fact]
    public void Times_at_the_end_of_time_are_answered()
    {
        Fails(Verify(Signed(Alice), Settings with { At = DateTimeOffset.MaxValue }), Verdict.Invalid, MailReasonCode.CertificateExpired);
        Fails(Verify(Signed(Alice), Settings with { At = DateTimeOffset.MinValue }), Verdict.Invalid, MailReasonCode.CertificateNotYetValid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no header at all")]
    [InlineData("0")]
    public void Bytes_that_are_neither_message_nor_object_are_told(string text) =>
        Fails(Verify(text), Verdict.Unverifiable, MailReasonCode.Malformed);

    [Fact]
    public void Damaged_encryption_and_limits_are_told()
    {
        var settings = new ProtectionSettings { Recipients = [new MailRecipient(Bob.Encryption.Certificate)], Policy = MailPolicy.Strict };
        var eml = SecureMail.Protect(Alice.Write(Bob.Address), settings).Value.Message;
        var at = eml.AsSpan().LastIndexOf("\r\n"u8) - 40;
        eml[at] = eml[at] == (byte)'A' ? (byte)'B' : (byte)'A';
        using var keys = Bob.Keys;
        var many = SignedData.Sign("Content-Type: text/plain\r\n\r\nHello."u8, [.. Enumerable.Repeat(SignerKey(Alice), 9)], new SignOptions());

        Fails(Verify(eml, Settings with { Keys = keys }), Verdict.Unverifiable, MailReasonCode.DecryptionFailed);
        Fails(Verify(Opaque(many)), Verdict.Unverifiable, MailReasonCode.TooManySigners);
        Fails(Verify(new byte[SecureMail.LargestMail + 1]), Verdict.Unverifiable, MailReasonCode.TooLarge);
        var root = TestPeople.Foreign(Alice.Address);
        Fails(
            Verify(SecureMail.Sign(Alice.Write(Bob.Address), new MailSigner(root.Certificate, root.Key, [], null)).Value), Verdict.Unverifiable,
            MailReasonCode.UntrustedRoot);
    }

    [Fact]
    public void Every_reason_of_a_path_is_a_reason_of_mail() =>
        Assert.All(Enum.GetValues<PathReasonCode>(), code => Assert.Equal(code.ToString(), MailReason.Of(new PathReason(code, null, "")).Code.ToString()));

    [Fact]
    public void Triple_wrapped_mail_is_judged_layer_by_layer()
    {
        var inner = SecureMail.SignAndEncrypt(Alice.Write(Bob.Address), Alice.Signer, [Bob.Encryption.Certificate]).Value;
        var gateway = TestPeople.Make("gateway@example.test");
        var triple = SecureMail.SignMessage(inner, gateway.Signer, TestPeople.Now).Value;
        using var keys = Bob.Keys;

        var verdict = Verify(triple, Settings with { Keys = keys });

        Holds(verdict);
        Assert.Equal([0, 1], verdict.Signers.Select(signer => signer.Layer));
        Assert.Equal([false, true], verdict.Signers.Select(signer => signer.IsFrom ?? false));
        Assert.Equal(SignatureState.Valid, SecureMail.Open(triple, keys).Value.Signature.State);
    }
}
