using System.Text;
using CsCheck;

namespace Chancery.Mail.Tests;

public sealed class HostileInputTests
{
    private static readonly byte[][] Seeds =
    [
        SecureMail.Sign(TestPeople.Alice.Write("bob@example.test"), TestPeople.Alice.Signer).Value,
        SecureMail.Sign(TestPeople.Alice.Write("bob@example.test"), TestPeople.Alice.Signer, SignatureForm.Opaque).Value,
        SecureMail.SignAndEncrypt(TestPeople.Alice.Write("bob@example.test"), TestPeople.Alice.Signer, [TestPeople.Bob.Encryption.Certificate]).Value,
    ];

    [Fact]
    public void Mutated_mail_never_throws_and_never_turns_valid() => Gen.Select(Gen.Int[0, 2], Gen.Int[0, 1 << 20], Gen.Byte, Gen.Int[0, 3]).Sample(
        (which, place, value, how) =>
        {
            var seed = Seeds[which];
            var at = place % seed.Length;
            byte[] mutated = how switch
            {
                0 => [.. seed[..at], value, .. seed[(at + 1)..]],
                1 => seed[..at],
                2 => [.. seed[..at], .. seed[(at / 2)..]],
                _ => [.. seed[..at], value, value, .. seed[at..]],
            };
            var opened = SecureMail.Open(mutated, [TestPeople.Bob.Encryption]);
            if (opened.IsOk && opened.Value.Signature.State == SignatureState.Valid)
            {
                // A change of the unprotected header, of folding or of what base64 ignores may leave the content as it was, never change it.
                Assert.Equal(SecureMail.Open(seed, [TestPeople.Bob.Encryption]).Value.Text, opened.Value.Text);
            }

            _ = SecureMail.RecipientsOf(mutated);
        },
        iter: TestPeople.Iterations(600));

    [Fact]
    public void Random_bytes_never_throw() => Gen.Byte.Array[0, 2000].Sample(
        bytes => _ = SecureMail.Open(bytes, [TestPeople.Bob.Encryption]), iter: TestPeople.Iterations(500));

    [Fact]
    public void Layers_beyond_the_limit_are_refused()
    {
        var entity = "Content-Type: text/plain\r\n\r\nhello"u8.ToArray();
        for (var i = 0; i < 9; i++)
        {
            entity = Writing.EncryptedEntity.Wrap(entity, [new MailRecipient(TestPeople.Bob.Encryption.Certificate)], MailPolicy.Compatible).Value.Entity.ToArray();
        }

        byte[] eml = [.. "From: alice@example.test\r\n"u8, .. entity];
        Assert.Equal("mailTooDeep", SecureMail.Open(eml, [TestPeople.Bob.Encryption]).Error?.Name);
    }

    [Fact]
    public void Oversized_mail_is_refused() =>
        Assert.Equal("mailTooLarge", SecureMail.Open(new byte[SecureMail.LargestMail + 1], []).Error?.Name);

    [Fact]
    public void Deeply_nested_multiparts_are_read_in_no_time()
    {
        var eml = new StringBuilder("From: a@example.test\r\n");
        for (var i = 0; i < 20_000; i++)
        {
            eml.Append($"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n");
        }

        var clock = ThreadClock.StartNew();
        _ = SecureMail.Open(Encoding.ASCII.GetBytes(eml.ToString()), []);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
    }

    [Fact]
    public void Mail_without_a_sender_is_refused() =>
        Assert.Equal("mailSenderAmbiguous", SecureMail.Open("To: a@example.test\r\n\r\nno sender"u8.ToArray(), []).Error?.Name);

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    [InlineData("no header at all")]
    [InlineData("From: a@example.test\r\nno field\r\n\r\ntext")]
    [InlineData("From: a@example.test\rFrom: b@example.test\r\n\r\ntext")]
    [InlineData("From: a@example.test\r\nContent-Type: text/plain\r\nContent-Type: text/html\r\n\r\ntext")]
    public void Header_that_readers_take_differently_is_malformed(string text) =>
        Assert.Equal("mailMalformed", SecureMail.Open(Encoding.ASCII.GetBytes(text), []).Error?.Name);

    [Fact]
    public void Pkcs7_part_that_is_no_cms_is_malformed() => Assert.Equal(
        "mailMalformed",
        SecureMail.Open(
            "From: a@example.test\r\nContent-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n"u8.ToArray(), []).Error?.Name);
}
