using System.Security.Cryptography;
using System.Text;
using Chancery.Pki;
using CsCheck;
using static Chancery.Mail.Tests.Verifying;

namespace Chancery.Mail.Tests;

/// <summary>Messages that exist already, protected; and what the road does to them.</summary>
public sealed class MessageTests
{
    private static readonly TestPerson Alice = TestPeople.Alice;
    private static readonly TestPerson Bob = TestPeople.Bob;
    private const string Header = "From: alice@example.test\nTo: bob@example.test\nSubject: s\n";

    private static string Sign(string message) => Encoding.Latin1.GetString(SecureMail.SignMessage(Encoding.Latin1.GetBytes(message), Alice.Signer, TestPeople.Now).Value);

    [Theory]
    [InlineData("\nplain text\n")]
    [InlineData("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nGr\u00c3\u00bc\u00c3\u009fe\n")]
    [InlineData("\nFrom here\ntrailing \t\n.\n-- \n")]
    [InlineData("Content-Type: application/octet-stream\nContent-Transfer-Encoding: binary\n\n\u0000\u0001\u00ff")]
    [InlineData("Content-Type: multipart/mixed; boundary=x\n\npreamble\u00e9\n--x\n\nFrom a\n--x\nContent-Type: message/rfc822\n\nFrom: c@d\nContent-Type: text/plain\n\n\u00e9 \n--x--\nepilogue")]
    public void Signed_message_survives_relays_that_rewrite_what_they_may(string rest)
    {
        var signed = Sign(Header + rest);

        Assert.DoesNotContain(signed, c => c > 126);
        Assert.All(signed.Split("\r\n"), line => Assert.True(line.Length <= 998 && !line.StartsWith("From ", StringComparison.Ordinal) && line.TrimEnd() == line));
        Holds(Verify(signed));
        Holds(Verify(signed.Replace("\r\n", "\n")));
        Holds(Verify("Received: by relay\r\n" + signed[..signed.IndexOf("Subject: s\r\n", StringComparison.Ordinal)] + "Subject:\r\n s\r\n" + signed[(signed.IndexOf("Subject: s\r\n", StringComparison.Ordinal) + 12)..]));
    }

    [Fact]
    public void Safe_body_is_kept_byte_for_byte()
    {
        var body = "--x\r\nContent-Type: text/plain\r\n\r\nplain\r\n--x--\r\n";
        var mail = SecureMail.Open(Encoding.UTF8.GetBytes(Sign(Header + "Content-Type: multipart/mixed; boundary=x\n\n" + body)), []).Value;

        Assert.EndsWith($"\r\n\r\n{body}", Encoding.UTF8.GetString(mail.Content));
    }

    [Fact]
    public void Long_lines_are_broken_and_read_as_one()
    {
        var text = new string('a', 5000) + " b";
        var signed = Sign($"{Header}\n{text}\n");

        Assert.All(signed.Split("\r\n"), line => Assert.True(line.Length <= 998));
        Assert.Equal(text, SecureMail.Open(Encoding.UTF8.GetBytes(signed), []).Value.Text.TrimEnd());
    }

    [Fact]
    public void Any_text_is_read_as_written_from_quoted_printable() => Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Gen.Const('\n'), Gen.Const('='), Gen.Const(' '), Gen.Const('é'), Gen.Const('\t')), 0, 400].Sample(
        text =>
        {
            var encoded = Writing.QuotedPrintable.Encode(Encoding.UTF8.GetBytes(text));
            var lines = Encoding.ASCII.GetString(encoded).Split("\r\n");
            Assert.All(lines, line => Assert.True(line.Length <= 76 && line.TrimEnd() == line && !line.StartsWith("From ", StringComparison.Ordinal)));
            Assert.Equal(text.Replace("\n", "\r\n"), Encoding.UTF8.GetString(Mime.TransferEncoding.Decode(encoded, "quoted-printable").Span));
        },
        iter: TestPeople.Iterations(2000));

    [Fact]
    public void Any_message_round_trips_signed_and_encrypted() => Gen.Select(Gen.Byte.Array[0, 300], Gen.Bool, Gen.Bool).Sample(
        (bytes, text, opaque) =>
        {
            var type = text ? "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n" : "Content-Type: application/octet-stream\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n";
            var body = text ? bytes.Where(b => b is not (10 or 13)).ToArray() : Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes));
            byte[] message = [.. Encoding.ASCII.GetBytes($"{Header}{type}\n"), .. body];
            using var keys = Bob.Keys;
            var settings = new ProtectionSettings
            {
                Signers = [Alice.Signer],
                Form = opaque ? SignatureForm.Opaque : SignatureForm.Detached,
                Recipients = [new MailRecipient(Bob.Encryption.Certificate)],
                Headers = HeaderProtection.Protected,
            };

            var mail = SecureMail.Open(SecureMail.Protect(message, settings).Value.Message, keys).Value;

            Assert.Equal(SignatureState.Valid, mail.Signature.State);
            if (text)
            {
                Assert.Equal(Encoding.Latin1.GetString(body), mail.Text);
            }
            else
            {
                Assert.Equal(bytes, Assert.Single(mail.Attachments).Content);
            }
        },
        iter: TestPeople.Iterations(120));

    [Fact]
    public void Blind_recipients_learn_of_nobody_and_nobody_of_them()
    {
        var (carol, dave) = (TestPeople.Make("carol@example.test"), TestPeople.Make("dave@example.test"));
        var settings = new ProtectionSettings
        {
            Signers = [Alice.Signer],
            Recipients = [new MailRecipient(Bob.Encryption.Certificate)],
            Own = Alice.Encryption.Certificate,
            BlindRecipients = [new MailRecipient(carol.Encryption.Certificate), new MailRecipient(dave.Encryption.Certificate)],
        };
        var written = SecureMail.Protect("From: alice@example.test\nTo: bob@example.test\nBcc: carol@example.test, dave@example.test\n\nHello.\n"u8.ToArray(), settings).Value;

        Assert.Equal(2, SecureMail.RecipientsOf(written.Message).Count);
        Assert.Equal([carol.Encryption.Certificate, dave.Encryption.Certificate], written.BlindCopies.Select(copy => copy.Recipient.Certificate));
        foreach (var (copy, person) in written.BlindCopies.Zip([carol, dave]))
        {
            Assert.Single(SecureMail.RecipientsOf(copy.Message));
            var mail = SecureMail.Open(copy.Message, [person.Encryption]).Value;
            Assert.Equal(("Hello.", SignatureState.Valid), (mail.Text.Trim(), mail.Signature.State));
            Assert.DoesNotContain("carol", Encoding.UTF8.GetString(mail.Content) + Encoding.UTF8.GetString(copy.Message));
        }

        Assert.Equal(PkiErrorCode.MailNotForKeys, SecureMail.Open(written.Message, [carol.Encryption]).Error?.Code);
        Assert.True(SecureMail.Open(written.Message, [Alice.Encryption]).IsOk);
    }

    [Theory]
    [InlineData(SignatureForm.Detached, MailPolicy.Compatible, "multipart/signed; protocol=\"application/pkcs7-signature\";\r\n micalg=sha-256;")]
    [InlineData(SignatureForm.Opaque, MailPolicy.Compatible, "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m")]
    public void Signed_message_is_named_as_readers_expect(SignatureForm form, MailPolicy policy, string type)
    {
        var eml = Encoding.UTF8.GetString(SecureMail.Protect(Alice.Write(Bob.Address), new ProtectionSettings { Signers = [Alice.Signer], Form = form, Policy = policy }).Value.Message);

        Assert.Contains($"\r\nContent-Type: {type}", eml);
        Assert.Contains(form == SignatureForm.Detached ? "application/pkcs7-signature; name=smime.p7s" : "filename=smime.p7m", eml);
        Assert.Single(eml.Split("MIME-Version: 1.0")[1..]);
    }

    [Theory]
    [InlineData(MailPolicy.Compatible, "enveloped-data")]
    [InlineData(MailPolicy.Strict, "authEnveloped-data")]
    public void Encrypted_message_is_named_as_readers_expect(MailPolicy policy, string type)
    {
        var settings = new ProtectionSettings { Recipients = [new MailRecipient(Bob.Encryption.Certificate)], Policy = policy };

        Assert.Contains($"Content-Type: application/pkcs7-mime; smime-type={type}; name=smime.p7m\r\n", Encoding.UTF8.GetString(SecureMail.Protect(Alice.Write(Bob.Address), settings).Value.Message));
    }

    [Fact]
    public void Digest_of_each_signer_is_named_once()
    {
        var p384 = TestPeople.IssueAgreement(Alice.Address, ECCurve.NamedCurves.nistP384);
        var settings = new ProtectionSettings { Signers = [Alice.Signer, Alice.Signer, new MailSigner(p384.Certificate, p384.Key, [], null)] };

        Assert.Contains("micalg=sha-256,sha-384;", Encoding.UTF8.GetString(SecureMail.Protect(Alice.Write(Bob.Address), settings).Value.Message));
    }

    [Fact]
    public void Message_too_large_or_without_a_header_is_refused()
    {
        Assert.Equal(PkiErrorCode.MailTooLarge, SecureMail.SignMessage(new byte[SecureMail.LargestMail + 1], Alice.Signer, null).Error?.Code);
        Assert.Equal(PkiErrorCode.MailMalformed, SecureMail.SignMessage("no header"u8.ToArray(), Alice.Signer, null).Error?.Code);
        Assert.Equal(PkiErrorCode.MailMalformed, SecureMail.EncryptMessage(""u8.ToArray(), [Bob.Encryption.Certificate]).Error?.Code);
        Assert.Equal(PkiErrorCode.SignerUnsuitable, SecureMail.Sign(Alice.Write(Bob.Address), Alice.Signer with { Key = Bob.Signing.Key }).Error?.Code);
    }

    [Fact]
    public void Copies_in_Cc_are_written()
    {
        var mail = SecureMail.Open(SecureMail.Plain(Alice.Write(Bob.Address) with { Cc = ["carol@example.test"] }).Value, []).Value;

        Assert.Equal([Bob.Address, "carol@example.test"], mail.To);
        Assert.Equal(PkiErrorCode.MailAddressInvalid, SecureMail.Plain(Alice.Write(Bob.Address) with { Cc = ["carol"] }).Error?.Code);
    }
}
