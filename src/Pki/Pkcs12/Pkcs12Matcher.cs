using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Joins keys and certificates by the public key, the one thing about them that cannot lie.</summary>
internal static class Pkcs12Matcher
{
    public static PkiResult<ImmutableArray<Pkcs12Identity>> Match(Pkcs12Content content)
    {
        if (content.Keys.Count == 0)
        {
            return PkiResult<ImmutableArray<Pkcs12Identity>>.Fail(PkiErrorCode.PfxNoKey, $"{content.Certificates.Count} certificates and no private key.");
        }

        var certified = content.Certificates
            .DistinctBy(certificate => certificate.Thumbprint, StringComparer.Ordinal)
            .ToLookup(KeyName, StringComparer.Ordinal);
        var keys = content.Keys.DistinctBy(entry => KeyPairs.PublicKeyHash(entry.Key), StringComparer.Ordinal).ToList();
        if (keys.Find(entry => !certified.Contains(KeyPairs.PublicKeyHash(entry.Key))) is { Key: not null } orphan)
        {
            return PkiResult<ImmutableArray<Pkcs12Identity>>.Fail(
                PkiErrorCode.PfxKeyMismatch, $"The key {KeyPairs.PublicKeyHash(orphan.Key)} has no certificate in the file.");
        }

        return keys
            .SelectMany(entry => certified[KeyPairs.PublicKeyHash(entry.Key)].Select(certificate => Identity(certificate, entry, content.Certificates)))
            .ToImmutableArray();
    }

    private static string KeyName(X509Certificate2 certificate)
    {
        using var key = KeyPairs.PublicKeyOf(certificate);
        return key is null ? CertificateReader.PublicKeyHash(certificate) : KeyPairs.PublicKeyHash(key);
    }

    // Every identity owns its copies, so that disposing of one leaves the others whole.
    private static Pkcs12Identity Identity(X509Certificate2 certificate, (AsymmetricAlgorithm Key, string? FriendlyName) entry, List<X509Certificate2> all) =>
        new(Copy(certificate), Copy(entry.Key), [.. Chain(certificate, all).Select(Copy)], entry.FriendlyName);

    private static List<X509Certificate2> Chain(X509Certificate2 certificate, List<X509Certificate2> all)
    {
        var chain = new List<X509Certificate2>();
        var current = certificate;
        while (all.Find(candidate => candidate.Thumbprint != current.Thumbprint && !chain.Contains(candidate) && candidate.Thumbprint != certificate.Thumbprint
            && CertificateReader.IsIssuedBy(current, candidate)) is { } issuer)
        {
            chain.Add(issuer);
            current = issuer;
        }

        return chain;
    }

    private static X509Certificate2 Copy(X509Certificate2 certificate) => X509CertificateLoader.LoadCertificate(certificate.RawDataMemory.Span);

    private static AsymmetricAlgorithm Copy(AsymmetricAlgorithm key)
    {
        var pkcs8 = key.ExportPkcs8PrivateKey();
        try
        {
            return KeyPairs.ReadPrivateKey(pkcs8).Value;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }
}
