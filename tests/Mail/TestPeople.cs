using System.Collections.Immutable;
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

    private static X509Certificate2 Certify(CertificateRequest request, string address, X509KeyUsageFlags usage)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress(address);
        request.CertificateExtensions.Add(names.Build());
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
