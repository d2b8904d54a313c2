using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Bench.Mail;

/// <summary>Somebody with one key for everything, which all contenders use.</summary>
internal sealed record Person(string Address, X509Certificate2 Certificate, AsymmetricAlgorithm Key)
{
    private static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow().AddDays(-1);

    public static Person WithRsa()
    {
        var key = RSA.Create(2048);
        return Make(
            new CertificateRequest("CN=Alice", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), key,
            X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment);
    }

    public static Person WithP256()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Make(new CertificateRequest("CN=Alice", key, HashAlgorithmName.SHA256), key, X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyAgreement);
    }

    private static Person Make(CertificateRequest request, AsymmetricAlgorithm key, X509KeyUsageFlags usage)
    {
        const string address = "alice@example.test";
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress(address);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.4")], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));

        // With its key, for MimeKit; the product takes certificate and key apart.
        return new(address, request.CreateSelfSigned(Start, Start.AddYears(1)), key);
    }
}
