using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Cli.Demo;

/// <summary>
/// The organisation's old certificate authority, as an outsider: it shares no code with ours, issues by its own habits, and all that is left of it
/// are PFX files, a root and a revocation list. Its keys live as long as the demo.
/// </summary>
internal sealed class LegacyAuthority : IDisposable
{
    private const string EmailProtection = "1.3.6.1.5.5.7.3.4";
    private readonly RSA _key = RSA.Create(2048);
    private readonly DateTimeOffset _now;

    public LegacyAuthority(DateTimeOffset now)
    {
        _now = now;
        var request = new CertificateRequest("O=Old Company,CN=Old Company Mail CA", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        Certificate = request.CreateSelfSigned(now.AddYears(-9), now.AddYears(3));
    }

    /// <summary>Its root, which issues directly.</summary>
    public X509Certificate2 Certificate { get; }

    public void Dispose()
    {
        _key.Dispose();
        Certificate.Dispose();
    }

    /// <summary>Issues to a person, valid between two instants given in days from now.</summary>
    public LegacyIdentity Issue(string name, string address, X509KeyUsageFlags usage, (int From, int Until) days)
    {
        var key = RSA.Create(2048);
        var request = new CertificateRequest($"O=Old Company,CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress(address);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: false));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(EmailProtection)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false));
        var serial = RandomNumberGenerator.GetBytes(12);
        serial[0] = (byte)((serial[0] & 0x3f) | 0x40);
        using var issued = request.Create(Certificate, _now.AddDays(days.From), _now.AddDays(days.Until), serial);
        return new LegacyIdentity(X509CertificateLoader.LoadCertificate(issued.RawData), key, RandomNumberGenerator.GetHexString(24));
    }

    /// <summary>Its revocation list, DER: nothing of what it issued was ever revoked.</summary>
    public byte[] Crl() =>
        new CertificateRevocationListBuilder().Build(Certificate, 7, _now.AddDays(30), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, _now.AddDays(-1));
}

/// <summary>A person's identity of the old authority, as it lies in a PFX file.</summary>
internal sealed record LegacyIdentity(X509Certificate2 Certificate, RSA Key, string Password)
{
    public string Thumbprint => Certificate.Thumbprint.ToLowerInvariant();

    public override string ToString() => $"LegacyIdentity {{ {Thumbprint} }}";

    /// <summary>The PFX file.</summary>
    public byte[] Pfx(X509Certificate2 authority) => Chancery.Pki.Pkcs12.Write(
        Certificate, Key, [authority], Password, "mail", Chancery.Pki.Pkcs12Encryption.Modern);
}
