using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Server.Tests;

/// <summary>Authorities and certificates for the tests, made without the product's own linter: the server must take what others made.</summary>
public static class TestPki
{
    private static readonly Lazy<(X509Certificate2, X509Certificate2, X509Certificate2, X509Certificate2)> Made = new(() =>
        (IdentityWithKey(Authority("Connector"), "CN=connector"), Authority("Device authority"), Authority("Vault"), Authority("Root")));

    private static readonly RSA[] Keys = [.. Enumerable.Range(0, 6).Select(_ => RSA.Create(2048))];
    private static int _nextKey;

    /// <summary>The authorities of every fake connector: made once, since making keys is most of what a test would do.</summary>
    public static (X509Certificate2 Connector, X509Certificate2 DeviceAuthority, X509Certificate2 Vault, X509Certificate2 Root) Shared => Made.Value;

    /// <summary>A key for a device: one of a few, in turn.</summary>
    public static RSA DeviceKey() => Keys[(uint)Interlocked.Increment(ref _nextKey) % Keys.Length];

    public static X509Certificate2 Authority(string name, DateTimeOffset? notAfter = null)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign | X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), notAfter ?? now.AddYears(5));
    }

    public static X509Certificate2 Identity(
        X509Certificate2 issuer, PublicKey key, string subject, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null, string? address = null)
    {
        var request = new CertificateRequest(new X500DistinguishedName(subject), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
        if (address is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddEmailAddress(address);
            request.CertificateExtensions.Add(names.Build());
        }

        var now = TimeProvider.System.GetUtcNow();
        using var signer = issuer.GetRSAPrivateKey()!;
        return request.Create(
            issuer.SubjectName, X509SignatureGenerator.CreateForRSA(signer, RSASignaturePadding.Pkcs1), notBefore ?? now.AddHours(-1), notAfter ?? now.AddYears(1),
            RandomNumberGenerator.GetBytes(16));
    }

    /// <summary>An identity with its key, as TLS and signatures need it.</summary>
    public static X509Certificate2 IdentityWithKey(
        X509Certificate2 issuer, string subject, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null, string? address = null)
    {
        using var key = RSA.Create(2048);
        using var certificate = Identity(issuer, new PublicKey(key), subject, notBefore, notAfter, address);
        return WithKey(certificate, key);
    }

    public static X509Certificate2 WithKey(X509Certificate2 certificate, RSA key)
    {
        using var joined = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(joined.Export(X509ContentType.Pkcs12, "p"), "p", X509KeyStorageFlags.Exportable);
    }

    /// <summary>A PFX of one identity, as an administrator would import it.</summary>
    public static byte[] Pfx(X509Certificate2 identity, string password)
    {
        using var key = identity.GetRSAPrivateKey()!;
        return Pkcs12.Write(identity, key, [], password, "test", Pkcs12Encryption.Modern);
    }
}
