using System.Text;
using Chancery.Pki;
using static Chancery.Mail.Tests.Verifying;

namespace Chancery.Mail.Tests;

/// <summary>What is signed and what only stands beside it: the wrapping attacks of "Johnny, you are fired" (classes M and C), mailing lists, and what
/// relays do to text.</summary>
public sealed class CoverageTests
{
    [Theory]
    [InlineData("base64")]
    [InlineData("quoted-printable")]
    public void Multipart_that_is_said_to_be_encoded_is_not_valid(string encoding) =>
        Fails(Verify($"Content-Transfer-Encoding: {encoding}\r\n{Signed(Alice)}"), Verdict.Invalid, MailReasonCode.SignedStructureBroken);

    [Theory]
    [InlineData("")]
    [InlineData("Content-Transfer-Encoding: 7bit\r\n")]
    public void Base64_that_is_not_said_to_be_is_read(string encoding) =>
        Holds(Verify(Signed(Alice, SignatureForm.Opaque).Replace("Content-Transfer-Encoding: base64\r\n", encoding)));

    private static readonly TestPerson Alice = TestPeople.Alice;
    private static readonly TestPerson Eve = TestPeople.Make("eve@example.test");
    private const string Fake = "Content-Type: text/plain\r\n\r\nPay Eve.\r\n";

    private static string Mixed(string type, string header, params string[] parts) =>
        $"From: alice@example.test\r\n{header}Content-Type: multipart/{type}; boundary=b\r\n\r\n--b\r\n{string.Join("\r\n--b\r\n", parts)}\r\n--b--\r\n";

    [Theory]
    [InlineData("mixed", true)]
    [InlineData("mixed", false)]
    [InlineData("related", true)]
    [InlineData("related", false)]
    [InlineData("alternative", true)]
    [InlineData("alternative", false)]
    [InlineData("report", true)]
    public void Signed_part_beside_unsigned_text_is_a_part(string type, bool signedFirst)
    {
        foreach (var form in Enum.GetValues<SignatureForm>())
        {
            var signed = Entity(Signed(Alice, form));
            var verdict = Verify(Mixed(type, "", signedFirst ? [signed, Fake] : [Fake, signed]));

            Fails(verdict, Verdict.Invalid, MailReasonCode.SignedPartOnly);
            Assert.False(verdict.CoversWholeBody);
            Assert.Empty(verdict.Signers);
            Assert.True(verdict.SignedContent.IsEmpty);
        }
    }

    [Fact]
    public void Signed_part_alone_in_a_multipart_is_a_part() =>
        Fails(Verify(Mixed("mixed", "", Entity(Signed(Alice)))), Verdict.Invalid, MailReasonCode.SignedPartOnly);

    [Fact]
    public void Signed_part_deep_below_is_a_part()
    {
        var hidden = $"Content-Type: multipart/related; boundary=c\r\n\r\n--c\r\nContent-Type: text/html\r\n\r\n<b>Pay Eve.</b>\r\n--c\r\n{Entity(Signed(Alice))}\r\n--c--\r\n";

        Fails(Verify(Mixed("mixed", "", hidden)), Verdict.Invalid, MailReasonCode.SignedPartOnly);
    }

    [Fact]
    public void Signed_message_in_a_message_is_not_the_message()
    {
        var verdict = Verify(Mixed("mixed", "", Fake, $"Content-Type: message/rfc822\r\n\r\n{Signed(Alice)}"));

        Fails(verdict, Verdict.Invalid, MailReasonCode.SignedMessageAttached);
        Fails(Verify($"From: alice@example.test\r\nContent-Type: message/rfc822\r\n\r\n{Signed(Alice)}"), Verdict.Invalid, MailReasonCode.SignedMessageAttached);
    }

    [Fact]
    public void Clear_signed_mail_with_a_third_part_is_broken()
    {
        var eml = Signed(Alice);
        var boundary = eml.Split("boundary=\"")[1].Split('"')[0];

        Fails(Verify(eml.Replace($"--{boundary}--", $"--{boundary}\r\n{Fake}\r\n--{boundary}--")), Verdict.Invalid, MailReasonCode.SignedStructureBroken);
        Fails(Verify(Mixed("signed", "", Fake)), Verdict.Invalid, MailReasonCode.SignedStructureBroken);
        Fails(Verify(Mixed("signed", "", Fake, Fake)), Verdict.Invalid, MailReasonCode.SignedStructureBroken);
    }

    [Fact]
    public void Text_before_and_after_the_parts_of_a_signature_is_nobody_s()
    {
        var eml = Signed(Alice);
        var boundary = eml.Split("boundary=\"")[1].Split('"')[0];
        var verdict = Verify(eml.Replace($"\r\n\r\n--{boundary}", $"\r\n\r\nPay Eve.\r\n\r\n--{boundary}") + "\r\nPay Eve.\r\n");

        Holds(verdict);
        Assert.DoesNotContain("Pay Eve", Encoding.UTF8.GetString(verdict.SignedContent.Span));
        Assert.DoesNotContain("Pay Eve", SecureMail.Open(Encoding.UTF8.GetBytes(eml), []).Value.Text);
    }

    [Fact]
    public void Signature_that_brings_its_own_content_does_not_sign_what_stands_before_it()
    {
        var content = "Content-Type: text/plain\r\n\r\nHello."u8.ToArray();
        var cms = Convert.ToBase64String(SignedData.Sign(content, [SignerKey(Alice)], new SignOptions()));
        var verdict = Verify(Mixed("signed; protocol=\"application/pkcs7-signature\"", "", Fake.TrimEnd(),
            $"Content-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64\r\n\r\n{cms}"));

        Assert.Equal(Verdict.Invalid, verdict.Verdict);
        Assert.Contains(MailReasonCode.SignatureMalformed, verdict.Codes());
    }

    [Fact]
    public void Detached_signature_in_place_of_an_opaque_one_signs_nothing()
    {
        var cms = SignedData.Sign("Content-Type: text/plain\r\n\r\nHello."u8, [SignerKey(Alice)], new SignOptions { Detached = true });

        Assert.Equal(Verdict.Unverifiable, Verify(Opaque(cms)).Verdict);
    }

    [Fact]
    public void Content_without_any_signer_is_not_signed()
    {
        var cms = new System.Security.Cryptography.Pkcs.SignedCms(new System.Security.Cryptography.Pkcs.ContentInfo(Encoding.ASCII.GetBytes(Fake)));
        cms.ComputeSignature(new System.Security.Cryptography.Pkcs.CmsSigner(
            System.Security.Cryptography.Pkcs.SubjectIdentifierType.IssuerAndSerialNumber, Alice.Signing.Certificate, Alice.Signing.Key)
        {
            DigestAlgorithm = new System.Security.Cryptography.Oid("2.16.840.1.101.3.4.2.1"),
        });
        cms.RemoveSignature(0);

        Fails(Verify(Opaque(cms.Encode())), Verdict.Invalid, MailReasonCode.NoSigners);
        Fails(Verify(cms.Encode()), Verdict.Invalid, MailReasonCode.NoSigners);
    }

    [Fact]
    public void Signature_for_another_protocol_says_nothing_about_mail()
    {
        // id-ct-TSTInfo: what a timestamp authority signs.
        var cms = SignedData.Sign(Encoding.ASCII.GetBytes(Fake), [SignerKey(Alice)], new SignOptions { ContentType = "1.2.840.113549.1.9.16.1.4" });

        Fails(Verify(Opaque(cms)), Verdict.Invalid, MailReasonCode.SignatureMalformed);
    }

    [Fact]
    public void One_good_signer_does_not_cover_for_a_bad_one()
    {
        var stranger = TestPeople.Foreign(Alice.Address);
        var content = "Content-Type: text/plain\r\n\r\nHello."u8;
        var cms = SignedData.Sign(content, [SignerKey(Alice), CmsSignerKey.Create(stranger.Certificate, stranger.Key).Value], new SignOptions());
        var verdict = Verify(Opaque(cms));

        Assert.Equal(Verdict.Unverifiable, verdict.Verdict);
        Assert.Equal([Verdict.Valid, Verdict.Unverifiable], verdict.Signers.Select(signer => signer.Verdict).Order());
        Assert.True(verdict.FromMatchesSigner);
    }

    [Fact]
    public void Footer_of_a_mailing_list_is_told_from_tampering()
    {
        var footer = "Content-Type: text/plain; charset=us-ascii\r\n\r\n____\r\nlist mailing list\r\nlist@example.test\r\n";
        var verdict = Verify(Mixed("mixed", "List-Id: <list.example.test>\r\n", Entity(Signed(Alice)), footer));

        Fails(verdict, Verdict.Unverifiable, MailReasonCode.UnsignedFooter);
        Assert.Equal((false, true), (verdict.CoversWholeBody, verdict.FromMatchesSigner));
        Assert.Equal(Verdict.Valid, Assert.Single(verdict.Signers).Verdict);
        Assert.DoesNotContain("mailing list", Encoding.UTF8.GetString(verdict.SignedContent.Span));
        Fails(Verify(Mixed("mixed", "List-Id: <list.example.test>\r\n", footer, Entity(Signed(Alice)))), Verdict.Invalid, MailReasonCode.SignedPartOnly);
        Fails(Verify(Mixed("mixed", "List-Id: <l>\r\n", Entity(Signed(Eve)), footer)), Verdict.Invalid, MailReasonCode.FromIsNotSigner);
    }

    [Theory]
    [InlineData("trailing white space added", "Hello.\r\nBye.", "Hello. \t\r\nBye.")]
    [InlineData("trailing white space removed from the signature mark", "Hello.\r\n-- \r\nAlice", "Hello.\r\n--\r\nAlice")]
    [InlineData("\"From \" quoted", "Hello.\r\nFrom here", "Hello.\r\n>From here")]
    [InlineData("dots doubled", "Hello.\r\n.x", "Hello.\r\n..x")]
    [InlineData("line ends at the end", "Hello.", "Hello.\r\n\r\n\r\n")]
    [InlineData("line ends at the end", "Hello.\r\n", "Hello.")]
    [InlineData("transfer encoding changed", "Grüße.", "Gr=C3=BC=C3=9Fe.")]
    public void Change_that_relays_make_is_told_from_forgery(string how, string before, string after)
    {
        var encodings = how.StartsWith("transfer", StringComparison.Ordinal) ? ("8bit", "quoted-printable") : ("7bit", "7bit");
        var verdict = Verify(ClearSigned(Part(encodings.Item1, before), Part(encodings.Item2, after)));

        Fails(verdict, Verdict.Invalid, MailReasonCode.ChangedInTransit);
        Assert.Equal(how, verdict.Reasons.Single(reason => reason.Code == MailReasonCode.ChangedInTransit).Detail);
        Holds(Verify(ClearSigned(Part(encodings.Item1, before), Part(encodings.Item1, before))));
    }

    [Theory]
    [InlineData("Hello.\r\nBye.", "Hello.\r\nPay Eve.")]
    [InlineData("Hello.", "Hello.\r\nPay Eve.\r\n")]
    public void Change_of_words_is_forgery(string before, string after) =>
        Fails(Verify(ClearSigned(Part("7bit", before), Part("7bit", after))), Verdict.Invalid, MailReasonCode.ContentChanged);

    [Fact]
    public void Line_ends_of_any_kind_are_the_same() => Holds(Verify(Signed(Alice).Replace("\r\n", "\n")));

    private static string Part(string encoding, string text) => $"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{text}";

    private static string ClearSigned(string signed, string sent)
    {
        var cms = SignedData.Sign(Encoding.UTF8.GetBytes(signed), [SignerKey(Alice)], new SignOptions { Detached = true });
        return Mixed(
            "signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256", "", sent,
            $"Content-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(cms)}");
    }
}
