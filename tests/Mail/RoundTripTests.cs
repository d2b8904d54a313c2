using Chancery.Pki;
using CsCheck;

namespace Chancery.Mail.Tests;

public sealed class RoundTripTests
{
    private static readonly TestPerson Alice = TestPeople.Alice;
    private static readonly TestPerson Bob = TestPeople.Bob;

    [Fact]
    public void Plain_mail_reads_as_written()
    {
        var mail = SecureMail.Open(SecureMail.Plain(Alice.Write(Bob.Address)).Value, []).Value;

        Assert.Equal((Alice.Address, "Déjà vu", TestPeople.Now), (mail.From, mail.Subject, mail.Date));
        Assert.Equal([Bob.Address], mail.To);
        Assert.Equal(Alice.Write(Bob.Address).Text.ReplaceLineEndings("\n"), mail.Text.TrimEnd());
        Assert.Equal((SignatureState.Unsigned, false), (mail.Signature.State, mail.WasEncrypted));
    }

    [Theory]
    [InlineData(SignatureForm.Detached)]
    [InlineData(SignatureForm.Opaque)]
    public void Signed_mail_is_valid_and_teaches_the_encryption_certificate(SignatureForm form)
    {
        var mail = SecureMail.Open(SecureMail.Sign(Alice.Write(Bob.Address), Alice.Signer, form).Value, []).Value;

        Assert.Equal(SignatureState.Valid, mail.Signature.State);
        Assert.True(mail.Signature.SignerIsFrom && mail.Signature.CoversWholeBody);
        Assert.Equal(Alice.Signing.Certificate.Thumbprint, mail.Signature.Signer?.Thumbprint);
        Assert.Equal(Alice.Encryption.Certificate.Thumbprint, mail.Signature.PreferredEncryptionCertificate?.Thumbprint);
        Assert.Equal(TestPeople.Now, mail.Signature.SigningTime);
        Assert.Equal(Alice.Write(Bob.Address).Text.ReplaceLineEndings("\n"), mail.Text.TrimEnd());
    }

    [Fact]
    public void Signed_by_an_elliptic_curve_key_is_valid()
    {
        var key = TestPeople.IssueEc(Alice.Address);
        var eml = SecureMail.Sign(Alice.Write(Bob.Address), new MailSigner(key.Certificate, key.Key, [], null)).Value;

        Assert.Equal(SignatureState.Valid, SecureMail.Open(eml, []).Value.Signature.State);
    }

    [Fact]
    public void Encrypted_mail_opens_with_the_right_key_of_a_history()
    {
        var old = TestPeople.Issue(Bob.Address, System.Security.Cryptography.X509Certificates.X509KeyUsageFlags.KeyEncipherment);
        var eml = SecureMail.SignAndEncrypt(Alice.Write(Bob.Address), Alice.Signer, [old.Certificate, Alice.Encryption.Certificate]).Value;

        var mail = SecureMail.Open(eml, [Bob.Encryption, old]).Value;

        Assert.Equal((true, old.Certificate.Thumbprint.ToLowerInvariant()), (mail.WasEncrypted, mail.OpenedWith));
        Assert.Equal(SignatureState.Valid, mail.Signature.State);
        Assert.Equal(2, SecureMail.RecipientsOf(eml).Count);
    }

    [Fact]
    public void Encrypted_mail_is_refused_to_other_keys()
    {
        var eml = SecureMail.Encrypt(Alice.Write(Bob.Address), [Bob.Encryption.Certificate]).Value;

        Assert.Equal("mailNotForKeys", SecureMail.Open(eml, [Alice.Encryption]).Error?.Name);
        Assert.Equal("mailNotForKeys", SecureMail.Open(eml, [Bob.Encryption with { Key = Alice.Encryption.Key }]).Error?.Name);
    }

    [Fact]
    public void Encrypted_mail_that_was_damaged_opens_in_no_part()
    {
        var settings = new ProtectionSettings { Recipients = [new MailRecipient(Bob.Encryption.Certificate)], Policy = MailPolicy.Strict };
        var eml = SecureMail.Protect(Alice.Write(Bob.Address), settings).Value.Message;
        var end = eml.AsSpan().LastIndexOf("\r\n"u8) - 40;
        eml[end] = eml[end] == (byte)'A' ? (byte)'B' : (byte)'A';

        Assert.Equal(PkiErrorCode.MailUnreadable, SecureMail.Open(eml, [Bob.Encryption]).Error?.Code);
    }

    [Fact]
    public void Attachments_come_through_every_layer()
    {
        var file = new MailAttachment("enrolment é.mobileconfig", "application/x-apple-aspen-config", [0, 1, 2, 0xff, 10, 13, 10]);
        var draft = Alice.Write(Bob.Address) with { Attachments = [file] };

        var mail = SecureMail.Open(SecureMail.SignAndEncrypt(draft, Alice.Signer, [Bob.Encryption.Certificate]).Value, [Bob.Encryption]).Value;

        var got = Assert.Single(mail.Attachments);
        Assert.Equal((file.FileName, file.MediaType), (got.FileName, got.MediaType));
        Assert.Equal(file.Content, got.Content);
    }

    [Fact]
    public void Any_text_survives_signing_and_encryption() => Gen.String[Gen.Char, 0, 400].Sample(
        text =>
        {
            var written = string.Concat(text.Where(c => !char.IsSurrogate(c) && (c >= ' ' || c == '\n')));
            var eml = SecureMail.SignAndEncrypt(Alice.Write(Bob.Address, written), Alice.Signer, [Bob.Encryption.Certificate]).Value;
            var mail = SecureMail.Open(eml, [Bob.Encryption]).Value;
            Assert.Equal(SignatureState.Valid, mail.Signature.State);
            Assert.Equal(written.ReplaceLineEndings("\n").TrimEnd('\n'), mail.Text.ReplaceLineEndings("\n").TrimEnd('\n'));
        },
        iter: TestPeople.Iterations(60));

    [Theory]
    [InlineData("alice")]
    [InlineData("")]
    [InlineData("a@example.test, b@example.test")]
    [InlineData("a@example.test\r\nBcc: c@example.test")]
    public void Address_that_is_none_is_refused(string address)
    {
        Assert.Equal("mailAddressInvalid", SecureMail.Plain(Alice.Write(address)).Error?.Name);
        Assert.Equal("mailAddressInvalid", SecureMail.Plain(Alice.Write(Bob.Address) with { From = address }).Error?.Name);
    }

    [Fact]
    public void Subject_with_a_line_break_begins_no_header_field()
    {
        var eml = SecureMail.Plain(Alice.Write(Bob.Address) with { Subject = "Hi\r\nFrom: eve@example.test" }).Value;

        Assert.Equal("Hi  From: eve@example.test", SecureMail.Open(eml, []).Value.Subject);
    }

    [Fact]
    public void Recipient_without_encryption_usage_is_refused()
    {
        Assert.Equal("mailRecipientUnsuitable", SecureMail.Encrypt(Alice.Write(Bob.Address), [Bob.Signing.Certificate]).Error?.Name);
        Assert.Equal("mailRecipientUnsuitable", SecureMail.Encrypt(Alice.Write(Bob.Address), []).Error?.Name);
        Assert.Equal("mailRecipientUnsuitable", SecureMail.Encrypt(Alice.Write(Bob.Address), [TestPeople.IssueEc(Bob.Address).Certificate]).Error?.Name);
    }
}
