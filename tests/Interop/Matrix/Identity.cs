using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Interop.Tests;

/// <summary>Alice with a key of some kind, certified by an authority that every peer is told to trust; valid today, since most peers ask no other clock.</summary>
internal sealed record Identity(KeyKind Kind, X509Certificate2 Certificate, AsymmetricAlgorithm Key)
{
    public const string Address = "alice@example.test";

    private static readonly DateTimeOffset Today = TimeProvider.System.GetUtcNow();
    private static readonly RSA AuthorityKey = RSA.Create(2048);

    public static X509Certificate2 Authority { get; } = MakeAuthority();

    public static IReadOnlyList<Identity> All { get; } = [.. KeyKind.All.Select(Make)];

    /// <summary>What peers know it by.</summary>
    public string Nickname => "alice-" + Kind.Name.ToLowerInvariant();

    public static Identity Of(KeyKind kind) => All.Single(identity => identity.Kind == kind);

    private static Identity Make(KeyKind kind)
    {
        var key = kind.Make();
        var request = new CertificateRequest(
            new X500DistinguishedName($"CN=Alice {kind.Name}"), PublicKey.CreateFromSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo(), out _),
            HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress(Address);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | EncryptionUsage(kind), critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.4")], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Authority, true, false));
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7f;
        var certificate = request.Create(
            Authority.SubjectName, X509SignatureGenerator.CreateForRSA(AuthorityKey, RSASignaturePadding.Pkcs1), Today.AddDays(-1), Today.AddDays(90), serial);
        return new(kind, certificate, key);
    }

    private static X509Certificate2 MakeAuthority()
    {
        var request = new CertificateRequest("CN=Interop authority", AuthorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(Today.AddDays(-2), Today.AddDays(200));
    }

    private static X509KeyUsageFlags EncryptionUsage(KeyKind kind) =>
        kind.IsRsa ? X509KeyUsageFlags.KeyEncipherment : kind == KeyKind.Ed25519 ? X509KeyUsageFlags.None : X509KeyUsageFlags.KeyAgreement;
}
