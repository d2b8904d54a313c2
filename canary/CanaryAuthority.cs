using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Canary;

/// <summary>Certifies the canary's keys.</summary>
internal sealed class CanaryAuthority : IDisposable
{
    public const string Address = "alice@example.test";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly DateTimeOffset _now;
    private byte _serial;

    public CanaryAuthority(DateTimeOffset now)
    {
        _now = now;
        var request = new CertificateRequest("CN=Canary authority", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        Certificate = request.CreateSelfSigned(now.AddDays(-2), now.AddDays(60));
    }

    public X509Certificate2 Certificate { get; }

    public X509Certificate2 Certify(AsymmetricAlgorithm key, X509KeyUsageFlags usage)
    {
        var subject = PublicKey.CreateFromSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo(), out _);
        var request = new CertificateRequest(new X500DistinguishedName("CN=Alice"), subject, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress(Address);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.4")], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false));
        return request.Create(Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), _now.AddDays(-1), _now.AddDays(30), [++_serial]);
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }
}
