using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;
using static Chancery.Mail.Tests.Verifying;

namespace Chancery.Mail.Tests;

/// <summary>Every certificate, key and PKCS#12 object of RFC 9216, used as it is meant to be.</summary>
public sealed class Rfc9216Tests
{
    private static readonly VectorFile Vectors = VectorFile.Read("rfc9216.txt");
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static X509Certificate2 Certificate(string section) => X509CertificateLoader.LoadCertificate(Pem(section));

    private static AsymmetricAlgorithm Key(string section) => KeyPairs.ReadPrivateKey(Pem(section)).Value;

    private static byte[] Pem(string section)
    {
        var text = Vectors.Text(section);
        return Convert.FromBase64String(text[PemEncoding.Find(text).Base64Data]);
    }

    private static VerificationSettings Trusting(string root, params string[] intermediates) => new()
    {
        Trust = TrustAnchors.Create([Certificate(root)]).Value,
        At = At,
        Intermediates = [.. intermediates.Select(Certificate)],
    };

    [Theory]
    [InlineData("3.1", "3.2")]
    [InlineData("4.1", "4.2")]
    [InlineData("4.3", "4.4")]
    [InlineData("5.1", "5.2")]
    [InlineData("5.3", "5.4")]
    [InlineData("6.1", "6.2")]
    [InlineData("7.1", "7.2")]
    [InlineData("8.1", "8.2")]
    public void Key_is_its_certificate_s(string certificate, string key) => Assert.True(KeyPairs.Matches(Certificate(certificate), Key(key)));

    [Theory]
    [InlineData("4.1", "4.2", "4.3", "alice@smime.example", "3.1", "6.1", "3.3")]
    [InlineData("5.1", "5.2", "5.3", "bob@smime.example", "3.1", "6.1", "3.3")]
    [InlineData("7.1", "7.2", null, "carlos@smime.example", "6.1", "3.1", "6.3")]
    [InlineData("8.1", "8.2", null, "dana@smime.example", "6.1", "3.1", "6.3")]
    public void Persona_signs_and_is_trusted_under_either_root(
        string signing, string key, string? encryption, string address, string root, string otherRoot, string cross)
    {
        var signer = new MailSigner(Certificate(signing), Key(key), [], encryption is null ? null : Certificate(encryption));
        foreach (var form in Enum.GetValues<SignatureForm>())
        {
            var eml = SecureMail.Sign(new MailDraft(address, ["x@smime.example"], "s", "Hello.", At), signer, form).Value;

            Holds(Verify(eml, Trusting(root)));
            Holds(Verify(eml, Trusting(otherRoot, cross)));
            Fails(Verify(eml, Trusting(otherRoot)), Verdict.Unverifiable, MailReasonCode.IssuerUnknown);
        }
    }

    [Theory]
    [InlineData("4.3", "4.4")]
    [InlineData("5.3", "5.4")]
    public void Persona_with_RSA_is_encrypted_to(string certificate, string key)
    {
        foreach (var policy in Enum.GetValues<MailPolicy>())
        {
            var settings = new ProtectionSettings { Recipients = [new MailRecipient(Certificate(certificate))], Policy = policy };
            var eml = SecureMail.Protect(new MailDraft("x@smime.example", ["y@smime.example"], "s", "Hello.", At), settings).Value.Message;

            Assert.Equal("Hello.", SecureMail.Open(eml, [new MailKey(Certificate(certificate), Key(key))]).Value.Text);
        }
    }

    [Theory]
    [InlineData("7.3", "7.4")]
    [InlineData("8.3", "8.4")]
    public void Persona_with_X25519_is_refused_by_name(string certificate, string key)
    {
        var refused = SecureMail.Encrypt(new MailDraft("x@smime.example", ["y@smime.example"], "s", "Hello.", At), [Certificate(certificate)]).Error;

        Assert.Equal(PkiErrorCode.MailRecipientUnsuitable, refused?.Code);
        Assert.Equal("X25519", Key(key).KeyExchangeAlgorithm);
        Assert.True(SmimeCapabilities.Of(Certificate(certificate))!.Announces("1.2.840.113549.1.9.16.3.19"));
    }

    [Theory]
    [InlineData("4.5", "alice", "4.1", "4.3")]
    [InlineData("5.5", "bob", "5.1", "5.3")]
    [InlineData("7.5", "carlos", "7.1", "7.3")]
    [InlineData("8.5", "dana", "8.1", "8.3")]
    public void Object_of_a_persona_opens_with_both_identities(string section, string password, string signing, string encryption)
    {
        var identities = Pkcs12.Read(Pem(section), password, Pkcs12Limits.Personal).Value;

        Assert.Equal(
            new[] { signing, encryption }.Select(one => Certificate(one).Thumbprint).Order(), identities.Select(one => one.Certificate.Thumbprint).Order());
        Assert.All(identities, identity => Assert.True(KeyPairs.Matches(identity.Certificate, identity.Key)));
    }
}
