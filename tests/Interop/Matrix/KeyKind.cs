using System.Security.Cryptography;

namespace Chancery.Interop.Tests;

/// <summary>A kind of key that mail is signed with or encrypted to.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Digest">What is hashed with it.</param>
/// <param name="Make">Makes one.</param>
internal sealed record KeyKind(string Name, HashAlgorithmName Digest, Func<AsymmetricAlgorithm> Make)
{
    public static readonly KeyKind[] Rsa =
    [
        new("RSA-2048", HashAlgorithmName.SHA256, () => RSA.Create(2048)),
        new("RSA-3072", HashAlgorithmName.SHA256, () => RSA.Create(3072)),
        new("RSA-4096", HashAlgorithmName.SHA256, () => RSA.Create(4096)),
    ];

    public static readonly KeyKind[] Ec =
    [
        new("P-256", HashAlgorithmName.SHA256, () => ECDsa.Create(ECCurve.NamedCurves.nistP256)),
        new("P-384", HashAlgorithmName.SHA384, () => ECDsa.Create(ECCurve.NamedCurves.nistP384)),
        new("P-521", HashAlgorithmName.SHA512, () => ECDsa.Create(ECCurve.NamedCurves.nistP521)),
    ];

    // RFC 8419 §3.1: with signed attributes the digest is SHA-512.
    public static readonly KeyKind Ed25519 = new("Ed25519", HashAlgorithmName.SHA512, Chancery.Pki.Ed25519.Create);

    public static IEnumerable<KeyKind> All => [.. Rsa, .. Ec, Ed25519];

    public bool IsRsa => Name.StartsWith("RSA", StringComparison.Ordinal);

    public override string ToString() => Name;
}
