using System.Text;
using static Chancery.Mail.Tests.Verifying;

namespace Chancery.Mail.Tests;

/// <summary>Is the signer the person in From (RFC 8550 §3)? The identity attacks of "Johnny, you are fired" (USENIX Security 2019, class I).</summary>
public sealed class IdentityTests
{
    private static readonly TestPerson Alice = TestPeople.Alice;
    private static readonly TestPerson Eve = TestPeople.Make("eve@example.test");

    private static string From(TestPerson signer, string from) => Signed(signer).Replace($"From: {signer.Address}", from);

    [Fact]
    public void Another_person_s_signature_is_not_the_author_s()
    {
        var verdict = Verify(From(Eve, "From: alice@example.test"));

        Fails(verdict, Verdict.Invalid, MailReasonCode.FromIsNotSigner);
        Assert.False(verdict.FromMatchesSigner);
        Assert.Equal(Eve.Address, verdict.Reasons.Single(reason => reason.Code == MailReasonCode.FromIsNotSigner).Detail);
    }

    [Theory]
    [InlineData("From: Alice@Example.TEST")]
    [InlineData("From: \"Alice Lovelace\" <ALICE@example.test>")]
    [InlineData("From: =?utf-8?q?Al=C3=ADce?= <alice@example.test>")]
    [InlineData("FROM:alice@example.test")]
    [InlineData("From:\r\n alice@example.test")]
    public void One_mailbox_written_in_other_ways_is_the_same(string from) => Holds(Verify(From(Alice, from)));

    [Theory]
    [InlineData("From: \"alice@example.test\" <eve@example.test>", MailReasonCode.DisplayNameMisleads)]
    [InlineData("From: \"Alice alice@example.test\" <eve@example.test>", MailReasonCode.DisplayNameMisleads)]
    [InlineData("From: =?utf-8?q?alice=EF=BC=A0example=2Etest?= <eve@example.test>", MailReasonCode.DisplayNameMisleads)]
    [InlineData("From: eve@example.test\r\nFrom: alice@example.test", MailReasonCode.FromAmbiguous)]
    [InlineData("From: alice@example.test\r\nFrom: eve@example.test", MailReasonCode.FromAmbiguous)]
    [InlineData("From: alice@example.test, eve@example.test", MailReasonCode.FromAmbiguous)]
    [InlineData("From: eve@example.test, alice@example.test", MailReasonCode.FromAmbiguous)]
    [InlineData("From: all: alice@example.test, eve@example.test;", MailReasonCode.FromAmbiguous)]
    [InlineData("From: <alice@example.test> <eve@example.test>", MailReasonCode.FromAmbiguous)]
    [InlineData("From: alice@example.test eve@example.test", MailReasonCode.FromAmbiguous)]
    [InlineData("From: alice@example.test\r\nfRoM : eve@example.test", MailReasonCode.FromAmbiguous)]
    [InlineData("From: ", MailReasonCode.FromAmbiguous)]
    [InlineData("Sender: eve@example.test", MailReasonCode.FromMissing)]
    [InlineData("Reply-To: eve@example.test", MailReasonCode.FromMissing)]
    [InlineData("From: alice@example.test\r\nSender: eve@example.test", MailReasonCode.SenderIsSigner)]
    [InlineData("From: alice@example.test\r\nSender: eve@example.test", MailReasonCode.FromIsNotSigner)]
    [InlineData("From: eve@example.test@alice@example.test", MailReasonCode.FromAmbiguous)]
    [InlineData("From: (alice@example.test) eve@example.test", MailReasonCode.DisplayNameMisleads)]
    [InlineData("From: \"Eve\" (x alice@example.test) <eve@example.test>", MailReasonCode.DisplayNameMisleads)]
    [InlineData("Subject: Nobody wrote this", MailReasonCode.FromMissing)]
    [InlineData("From: alice@example.test\rFrom: eve@example.test", MailReasonCode.Malformed)]
    public void Author_that_readers_may_take_for_another_is_not_valid(string from, MailReasonCode code)
    {
        var verdict = Verify(From(Eve, from));

        Assert.Contains(code, verdict.Codes());
        Assert.NotEqual(Verdict.Valid, verdict.Verdict);
        Assert.NotEqual(true, verdict.FromMatchesSigner);
    }

    [Fact]
    public void Sender_who_is_another_is_noted()
    {
        var verdict = Verify(From(Alice, "From: alice@example.test\r\nSender: secretary@example.test"));

        Holds(verdict);
        Assert.Contains(MailReasonCode.SenderDiffers, verdict.Codes());
    }

    [Theory]
    [InlineData("alice@bücher.test", "alice@xn--bcher-kva.test")]
    [InlineData("alice@xn--bcher-kva.test", "alice@BÜCHER.test")]
    [InlineData("ALICE@example.TEST", "alice@EXAMPLE.test")]
    public void Same_mailbox_in_two_spellings_is_one(string one, string other) => Assert.True(Mime.MailAddresses.Same(one, other));

    [Theory]
    [InlineData("alice@example.test", "alice@example.tes")]
    [InlineData("alice@example.test", "alice@sub.example.test")]
    [InlineData("alice@example.test", "alice+x@example.test")]
    [InlineData("alice@example.test", "аlice@example.test")]
    [InlineData("alice", "alice")]
    [InlineData("@example.test", "@example.test")]
    public void Another_mailbox_is_another(string one, string other) => Assert.False(Mime.MailAddresses.Same(one, other));

    [Fact]
    public void Internationalised_mailbox_of_a_certificate_counts()
    {
        var key = TestPeople.IssueNamed(TestPeople.SmtpUtf8("héloïse@bücher.test"));
        var signer = new MailSigner(key.Certificate, key.Key, [], null);
        var eml = Encoding.UTF8.GetString(SecureMail.Protect(Alice.Write("bob@example.test"), new ProtectionSettings { Signers = [signer], Headers = HeaderProtection.None }).Value.Message);

        Holds(Verify(eml.Replace("From: alice@example.test", "From: héloïse@xn--bcher-kva.test")));
        Fails(Verify(eml), Verdict.Invalid, MailReasonCode.FromIsNotSigner);
    }

    [Fact]
    public void Certificate_without_an_address_ties_nobody_to_it()
    {
        var key = TestPeople.IssueNamed(null);
        var eml = SecureMail.Sign(Alice.Write("bob@example.test"), new MailSigner(key.Certificate, key.Key, [], null)).Value;

        Fails(Verify(eml), Verdict.Unverifiable, MailReasonCode.SignerHasNoAddress);
    }

    [Fact]
    public void Two_signers_must_both_be_the_author()
    {
        var settings = new ProtectionSettings { Signers = [Alice.Signer, Eve.Signer] };
        var mixed = Verify(SecureMail.Protect(Alice.Write("bob@example.test"), settings).Value.Message);
        var same = TestPeople.IssueEc(Alice.Address);
        var both = settings with { Signers = [Alice.Signer, new MailSigner(same.Certificate, same.Key, [], null)] };

        Fails(mixed, Verdict.Invalid, MailReasonCode.FromIsNotSigner);
        Assert.Equal([false, true], mixed.Signers.Select(signer => signer.IsFrom ?? false).Order());
        Holds(Verify(SecureMail.Protect(Alice.Write("bob@example.test"), both).Value.Message));
    }
}
