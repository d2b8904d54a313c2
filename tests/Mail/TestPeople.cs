using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Mail.Tests;

/// <summary>People with certificates of a small authority that lives as long as the test run.</summary>
internal static class TestPeople
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private static readonly ECDsa AuthorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static X509Certificate2 Authority { get; } = MakeAuthority();

    public static TestPerson Alice { get; } = Make("alice@example.test");

    public static TestPerson Bob { get; } = Make("bob@example.test");

    public static TestPerson Make(string address, int keyBits = 2048) => new(
        address, Issue(address, X509KeyUsageFlags.DigitalSignature, keyBits), Issue(address, X509KeyUsageFlags.KeyEncipherment, keyBits));

    /// <summary>How often a property is tried: more with ./dev test --long.</summary>
    public static int Iterations(int few) => Environment.GetEnvironmentVariable("CHANCERY_TEST_LONG") is null ? few : few * 50;

    public static MailKey Issue(string address, X509KeyUsageFlags usage, int keyBits = 2048)
    {
        var key = RSA.Create(keyBits);
        var request = new CertificateRequest($"CN={address.Split('@')[0]}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return new MailKey(Certify(request, address, usage), key);
    }

    public static MailKey IssueEc(string address)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new MailKey(
            Certify(new CertificateRequest($"CN={address.Split('@')[0]}", key, HashAlgorithmName.SHA256), address, X509KeyUsageFlags.DigitalSignature), key);
    }

    public static MailKey IssueEd25519(string address)
    {
        var key = Ed25519.Create();
        var publicKey = PublicKey.CreateFromSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo(), out _);
        var request = new CertificateRequest(new X500DistinguishedName($"CN={address.Split('@')[0]}"), publicKey, HashAlgorithmName.SHA256);
        return new MailKey(Certify(request, address, X509KeyUsageFlags.DigitalSignature), key);
    }

    /// <summary>A signing key on an elliptic curve whose certificate may also take keys.</summary>
    public static MailKey IssueAgreement(string address, ECCurve curve)
    {
        var key = ECDsa.Create(curve);
        var request = new CertificateRequest($"CN={address.Split('@')[0]}", key, HashAlgorithmName.SHA256);
        return new MailKey(Certify(request, address, X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyAgreement), key);
    }

    /// <summary>A signing key whose certificate has these names and no others.</summary>
    public static MailKey IssueNamed(X509Extension? names)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new MailKey(Certify(new CertificateRequest("CN=somebody", key, HashAlgorithmName.SHA256), names, X509KeyUsageFlags.DigitalSignature), key);
    }

    /// <summary>A signing key certified by an authority nobody trusts.</summary>
    public static MailKey Foreign(string address)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=stranger", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress(address);
        request.CertificateExtensions.Add(names.Build());
        return new MailKey(request.CreateSelfSigned(Now.AddDays(-30), Now.AddDays(300)), key);
    }

    /// <summary>A subjectAltName with an SmtpUTF8Mailbox (RFC 9598 §3).</summary>
    public static X509Extension SmtpUtf8(string mailbox)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        var tag = new Asn1Tag(TagClass.ContextSpecific, 0);
        using (writer.PushSequence())
        using (writer.PushSequence(tag))
        {
            writer.WriteObjectIdentifier("1.3.6.1.5.5.7.8.9");
            using (writer.PushSequence(tag))
            {
                writer.WriteCharacterString(UniversalTagNumber.UTF8String, mailbox);
            }
        }

        return new X509Extension("2.5.29.17", writer.Encode(), critical: false);
    }

    /// <summary>A revocation list of the authority that revokes one certificate.</summary>
    public static byte[] Revoke(X509Certificate2 certificate, DateTimeOffset at, X509RevocationReason reason)
    {
        var list = new CertificateRevocationListBuilder();
        list.AddEntry(certificate, at, reason);
        return list.Build(
            Authority.SubjectName, X509SignatureGenerator.CreateForECDsa(AuthorityKey), 1, Now.AddDays(6), HashAlgorithmName.SHA256,
            X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(new X509SubjectKeyIdentifierExtension(Authority.PublicKey, false)), Now.AddHours(-1));
    }

    private static X509Certificate2 Certify(CertificateRequest request, string address, X509KeyUsageFlags usage)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress(address);
        return Certify(request, names.Build(), usage);
    }

    private static X509Certificate2 Certify(CertificateRequest request, X509Extension? names, X509KeyUsageFlags usage)
    {
        if (names is not null)
        {
            request.CertificateExtensions.Add(names);
        }

        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.4")], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, false, 0, critical: false));
        var generator = X509SignatureGenerator.CreateForECDsa(AuthorityKey);
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7f;
        return request.Create(Authority.SubjectName, generator, Now.AddDays(-30), Now.AddDays(300), serial);
    }

    private static X509Certificate2 MakeAuthority()
    {
        var request = new CertificateRequest("CN=Test authority", AuthorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        return request.CreateSelfSigned(Now.AddDays(-60), Now.AddDays(600));
    }
}

internal sealed record TestPerson(string Address, MailKey Signing, MailKey Encryption)
{
    public MailSigner Signer => new(Signing.Certificate, Signing.Key, ImmutableArray<X509Certificate2>.Empty, Encryption.Certificate);

    /// <summary>The person's decryption key, made ready.</summary>
    public DecryptionKeys Keys => new([DecryptionKey.Create(Encryption.Certificate, Encryption.Key).Value]);

    public MailDraft Write(string to, string text = "Grüße aus Zürich, à bientôt\r\n.\r\nFrom here on") => new(Address, [to], "Déjà vu", text, TestPeople.Now);
}
