using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Domain;
using Chancery.Pki;
using Chancery.Vault;

namespace Chancery.Connector.Authorities;

/// <summary>
/// The connector's TLS client certificate. The server pins it when the connector joins, so nobody asks who issued it or when it ends: it
/// signs itself, once, and no authority's rules bear on it.
/// </summary>
internal static class TlsIdentity
{
    private const string Name = "tls";

    /// <returns>The certificate with its key; <c>authorityKeyDamaged</c>.</returns>
    internal static Result<X509Certificate2> Open(AuthorityKeys keys, string folder, TimeProvider time)
    {
        var key = keys.Key(Name, KeyAlgorithm.EcdsaP256);
        if (!key.IsOk)
        {
            return key.Error;
        }

        var path = Path.Combine(folder, Name + ".cer");
        if (!File.Exists(path))
        {
            using var made = Make((ECDsa)key.Value, time.GetUtcNow());
            SecretFile.Write(path, made.RawData);
        }

        var certificate = CertificateReader.Read(File.ReadAllBytes(path));
        return certificate.IsOk && KeyPairs.Matches(certificate.Value, key.Value)
            ? certificate.Value.CopyWithPrivateKey((ECDsa)key.Value)
            : new Error("authorityKeyDamaged", path, "the certificate is not of the key");
    }

    private static X509Certificate2 Make(ECDsa key, DateTimeOffset now)
    {
        var request = new CertificateRequest("CN=Chancery connector", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(20));
    }
}
