using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Directories.Tests;

/// <summary>An authority whose certificates say where evidence is.</summary>
internal sealed class TestAuthority
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X500DistinguishedName _name;
    private byte _serial;

    public TestAuthority(string name, TestAuthority? issuer = null, params X509Extension[] extensions)
    {
        _name = new X500DistinguishedName("CN=" + name);
        var request = new CertificateRequest(_name, _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign | X509KeyUsageFlags.DigitalSignature, true));
        Certificate = (issuer ?? this).Sign(request, extensions);
    }

    public X509Certificate2 Certificate { get; }

    public ECDsa Key => _key;

    public X509Certificate2 Issue(string address, params X509Extension[] extensions)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={address}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress(address);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyAgreement, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.4")], critical: false));
        return Sign(request, extensions);
    }

    public byte[] Crl(DateTimeOffset at, DateTimeOffset next, params X509Certificate2[] revoked)
    {
        var builder = new CertificateRevocationListBuilder();
        Array.ForEach(revoked, certificate => builder.AddEntry(certificate, at));
        return builder.Build(
            _name, X509SignatureGenerator.CreateForECDsa(_key), 1, next, HashAlgorithmName.SHA256,
            X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(KeyIdentifier), at);
    }

    public static X509Extension CrlAt(string url) => CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([url]);

    public static X509Extension Access(string? ocsp = null, string? issuer = null) =>
        new X509AuthorityInformationAccessExtension(ocsp is null ? null : [ocsp], issuer is null ? null : [issuer]);

    private X509SubjectKeyIdentifierExtension KeyIdentifier => new(new PublicKey(_key), critical: false);

    private X509Certificate2 Sign(CertificateRequest request, IEnumerable<X509Extension> extensions)
    {
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(KeyIdentifier));
        foreach (var extension in extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        // Some tests ask a responder that knows only the machine's clock.
        return request.Create(_name, X509SignatureGenerator.CreateForECDsa(_key),
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero), [1, ++_serial]);
    }
}
