using System.Text;
using Chancery.Pki;
using static Chancery.Mail.Tests.Verifying;

namespace Chancery.Mail.Tests;

/// <summary>Header protection (RFC 9788), written and read.</summary>
public sealed class HeaderProtectionTests
{
    private static readonly TestPerson Alice = TestPeople.Alice;
    private static readonly TestPerson Bob = TestPeople.Bob;
    private static readonly ProtectionSettings SignedAndHidden = new() { Signers = [Alice.Signer], Recipients = [new MailRecipient(Bob.Encryption.Certificate)] };

    private static string Protect(ProtectionSettings settings) => Encoding.UTF8.GetString(SecureMail.Protect(Alice.Write(Bob.Address), settings).Value.Message);

    private static OpenedMail Open(string eml)
    {
        using var keys = Bob.Keys;
        return SecureMail.Open(Encoding.UTF8.GetBytes(eml), keys).Value;
    }

    private static MailHeaderField Field(IEnumerable<MailHeaderField> fields, string name) => fields.Single(field => field.Name == name);

    [Fact]
    public void Signed_mail_carries_its_header_inside()
    {
        var eml = Protect(new ProtectionSettings { Signers = [Alice.Signer] });
        var verdict = Verify(eml);

        Holds(verdict);
        Assert.Contains("hp=\"clear\"", eml.Replace("hp=clear", "hp=\"clear\""));
        Assert.DoesNotContain("HP-Outer", eml);
        Assert.Equal(new MailHeaderField("Subject", "Déjà vu", FieldProtection.SignedOnly, "Déjà vu", false), Field(verdict.Headers, "Subject"));
        Assert.Equal(FieldProtection.SignedOnly, Field(verdict.Headers, "From").Protection);
        Assert.Equal("Déjà vu", SecureMail.Open(Encoding.UTF8.GetBytes(eml), []).Value.Subject);
    }

    [Fact]
    public void Subject_changed_on_the_way_is_seen_and_the_author_s_counts()
    {
        var eml = Protect(new ProtectionSettings { Signers = [Alice.Signer] });
        var begin = eml.IndexOf("Subject:", StringComparison.Ordinal);
        var verdict = Verify($"{eml[..begin]}Subject: [list] something else{eml[eml.IndexOf("\r\n", begin, StringComparison.Ordinal)..]}");

        Holds(verdict);
        Assert.Contains(new MailReason(MailReasonCode.HeaderChanged, "Subject"), verdict.Reasons);
        Assert.Equal(new MailHeaderField("Subject", "Déjà vu", FieldProtection.SignedOnly, "[list] something else", true), Field(verdict.Headers, "Subject"));
    }

    [Theory]
    [InlineData(HeaderProtection.Protected)]
    [InlineData(HeaderProtection.ProtectedWithLegacyDisplay)]
    public void Subject_of_encrypted_mail_is_not_outside(HeaderProtection protection)
    {
        var eml = Protect(SignedAndHidden with { Headers = protection });
        var mail = Open(eml);

        Assert.Contains("Subject: [...]\r\n", eml);
        Assert.Equal(("Déjà vu", "Grüße"), (mail.Subject, mail.Text[..5]));
        Assert.Equal(new MailHeaderField("Subject", "Déjà vu", FieldProtection.SignedAndEncrypted, "[...]", false), Field(mail.Headers, "Subject"));
        Assert.Equal(FieldProtection.SignedOnly, Field(mail.Headers, "To").Protection);
        Assert.Contains("HP-Outer: Subject: [...]\r\n", Encoding.UTF8.GetString(mail.Content));
        Assert.Contains("hp=cipher", Encoding.UTF8.GetString(mail.Content).Replace("\"", ""));
        Assert.Equal(protection == HeaderProtection.ProtectedWithLegacyDisplay, Encoding.UTF8.GetString(mail.Content).Contains("\r\n\r\nSubject: D=C3=A9j=C3=A0 vu\r\n\r\n"));
    }

    [Fact]
    public void Encrypted_mail_alone_hides_and_proves_nothing()
    {
        var mail = Open(Protect(SignedAndHidden with { Signers = [] }));

        Assert.Equal((FieldProtection.EncryptedOnly, FieldProtection.Unprotected), (Field(mail.Headers, "Subject").Protection, Field(mail.Headers, "From").Protection));
    }

    [Fact]
    public void Header_left_alone_is_unprotected()
    {
        var eml = Protect(SignedAndHidden with { Headers = HeaderProtection.None });
        var mail = Open(eml);

        Assert.Contains("Subject: =?", eml);
        Assert.All(mail.Headers, field => Assert.Equal(FieldProtection.Unprotected, field.Protection));
    }

    [Fact]
    public void Author_inside_who_is_not_the_one_outside_is_never_valid()
    {
        var eml = Protect(new ProtectionSettings { Signers = [Alice.Signer] });
        var outside = string.Concat("From: mallory@example.test", eml.AsSpan(eml.IndexOf("\r\n", StringComparison.Ordinal)));
        var verdict = Verify(outside);

        Assert.StartsWith("From: alice@example.test", eml);
        Fails(verdict, Verdict.Invalid, MailReasonCode.ProtectedFromDiffers);
        Assert.False(verdict.FromMatchesSigner);
        Assert.Equal(SignatureState.SignerIsNotSender, SecureMail.Open(Encoding.UTF8.GetBytes(outside), []).Value.Signature.State);
    }

    [Fact]
    public void Encryption_taken_off_a_signed_message_is_noted()
    {
        using var keys = Bob.Keys;
        var eml = Protect(SignedAndHidden);
        var inner = Encoding.UTF8.GetString(CmsEnvelope.Open(
            Convert.FromBase64String(eml[(eml.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Replace("\r\n", "")), keys, DecryptionPolicy.Current).Value.Content);
        var verdict = Verify($"From: alice@example.test\r\nTo: mallory@example.test\r\n{inner}");

        Holds(verdict);
        Assert.Contains(MailReasonCode.EncryptionRemoved, verdict.Codes());
        Assert.Contains(new MailReason(MailReasonCode.HeaderChanged, "To"), verdict.Reasons);
    }

    [Fact]
    public void Parameter_without_any_layer_protects_nothing()
    {
        var mail = SecureMail.Open("From: alice@example.test\r\nSubject: outside\r\nContent-Type: text/plain; hp=\"clear\"\r\n\r\nHello."u8.ToArray(), []).Value;

        Assert.All(mail.Headers, field => Assert.Equal(FieldProtection.Unprotected, field.Protection));
    }

    [Fact]
    public void Html_repeats_the_subject_within_its_body()
    {
        var message = "From: alice@example.test\r\nTo: bob@example.test\r\nSubject: <b>\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n"
            + "--a\r\nContent-Type: text/plain\r\n\r\nHello.\r\n--a\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n<html><BODY class=x><p>H\u00e9llo.</p></BODY></html>\r\n--a--\r\n";
        var eml = SecureMail.Protect(Encoding.Latin1.GetBytes(message), SignedAndHidden).Value.Message;
        var content = Encoding.UTF8.GetString(Open(Encoding.UTF8.GetString(eml)).Content);

        Assert.Contains("<div class=3D\"header-protection-legacy-display\">", content);
        Assert.Contains("Subject: &lt;b&gt;", content);
        Assert.Contains("H=C3=A9llo.", content);
        Assert.Equal(2, content.Split("hp-legacy-display").Length - 1);
        Assert.Equal(("<b>", "Hello."), (Open(Encoding.UTF8.GetString(eml)).Subject, Open(Encoding.UTF8.GetString(eml)).Text.Trim()));
    }

    [Fact]
    public void Keywords_and_comments_stay_inside_and_what_the_road_wrote_outside()
    {
        var message = "Received: from x\r\nFrom: alice@example.test\r\nTo: bob@example.test\r\nBcc: carol@example.test\r\nSubject: s\r\nKeywords: secret\r\nComments: remark\r\n\r\nHello."u8.ToArray();
        var eml = Encoding.UTF8.GetString(SecureMail.Protect(message, SignedAndHidden).Value.Message);
        var mail = Open(eml);

        Assert.DoesNotContain("secret", eml);
        Assert.DoesNotContain("remark", eml);
        Assert.Contains("Received: from x", eml);
        Assert.Equal(("secret", FieldProtection.SignedAndEncrypted), (Field(mail.Headers, "Keywords").Value, Field(mail.Headers, "Keywords").Protection));
        Assert.DoesNotContain("carol", eml + Encoding.UTF8.GetString(mail.Content));
        Assert.DoesNotContain("Received", Encoding.UTF8.GetString(mail.Content));
        Assert.Equal(3, Encoding.UTF8.GetString(mail.Content).Split("HP-Outer: ").Length - 1);
    }

    [Fact]
    public void Signed_message_that_is_then_encrypted_keeps_its_signature()
    {
        var signed = SecureMail.Sign(Alice.Write(Bob.Address), Alice.Signer).Value;
        var mail = Open(Encoding.UTF8.GetString(SecureMail.EncryptMessage(signed, [Bob.Encryption.Certificate]).Value));

        Assert.Equal((SignatureState.Valid, true), (mail.Signature.State, mail.WasEncrypted));
    }
}
