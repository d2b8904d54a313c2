using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki.Tests;

/// <summary>A certificate of every kind of key that signs, below one root. Made once: an RSA key of 4096 bits takes seconds.</summary>
internal static class Signers
{
    private static readonly ECDsa RootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly Dictionary<string, Lazy<Identity>> All = new()
    {
        ["RSA-2048"] = Lazily("RSA-2048", () => Given.Key1),
        ["RSA-3072"] = Lazily("RSA-3072", () => Given.Key3072),
        ["RSA-4096"] = Lazily("RSA-4096", () => KeyPairs.Generate(KeyAlgorithm.Rsa4096)),
        ["P-256"] = Lazily("P-256", () => Given.EcKey),
        ["P-384"] = Lazily("P-384", () => ECDsa.Create(ECCurve.NamedCurves.nistP384)),
        ["P-521"] = Lazily("P-521", () => ECDsa.Create(ECCurve.NamedCurves.nistP521)),
        ["Ed25519"] = Lazily("Ed25519", Ed25519.Create),
        ["RSA-1024"] = Lazily("RSA-1024", () => RSA.Create(1024)),
        ["Second"] = Lazily("Second", () => Given.Key2),
    };

    public static X509Certificate2 Root { get; } = MakeRoot();

    public static Identity Of(string key) => All[key].Value;

    public static CmsSignerKey Signer(string key, SignatureScheme? scheme = null, HashAlgorithmName? digest = null, bool byKeyIdentifier = false) =>
        Given.Ok(CmsSignerKey.Create(Of(key).Certificate, Of(key).Key, scheme, digest, byKeyIdentifier));

    /// <summary>Another certificate of a key, with a serial number chosen.</summary>
    public static X509Certificate2 Issue(string name, AsymmetricAlgorithm key, byte[]? serial = null)
    {
        var request = new CertificateRequest(
            new X500DistinguishedName($"CN={name}, O=Example"), PublicKey.CreateFromSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo(), out _), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(Oids.EmailProtection)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(SHA256.HashData(key.ExportSubjectPublicKeyInfo()).AsSpan(0, 20), critical: false));
        return request.Create(
            Root.SubjectName, X509SignatureGenerator.CreateForECDsa(RootKey), Given.Start, Given.Start.AddYears(1), serial ?? RandomNumberGenerator.GetBytes(15));
    }

    private static Lazy<Identity> Lazily(string name, Func<AsymmetricAlgorithm> make) => new(() =>
    {
        var key = make();
        return new Identity(Issue(name, key), key);
    });

    private static X509Certificate2 MakeRoot()
    {
        var request = new CertificateRequest("CN=Signers Root, O=Example", RootKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        using var withKey = request.CreateSelfSigned(Given.Start, Given.Start.AddYears(10));
        return X509CertificateLoader.LoadCertificate(withKey.RawData);
    }

    internal sealed record Identity(X509Certificate2 Certificate, AsymmetricAlgorithm Key);
}
