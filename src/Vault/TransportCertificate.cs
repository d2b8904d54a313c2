using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Vault;

/// <summary>The certificate of the vault's transport key: clients seal imports to it, and pin its fingerprint.</summary>
internal static class TransportCertificate
{
    // The key lives as long as the vault; the certificate only carries it, and clients pin it rather than believe its dates.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3650);

    internal static X509Certificate2 Make(RSA key, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var linted = Linter.Lint(
            new CertificateDraft
            {
                Kind = CertificateKind.VaultTransport,
                PublicKey = KeyPairs.PublicKeyInfo(key),
                Subject = "CN=Chancery vault",
                NotBefore = now,
                NotAfter = now + Lifetime,
            },
            issuer: null);
        return SigningAuthority.SelfSign(linted.Value, key);
    }
}
