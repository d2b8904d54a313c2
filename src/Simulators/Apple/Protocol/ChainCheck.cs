using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Simulators.Apple.Protocol;

/// <summary>Whether a certificate chains to what a device trusts, and to nothing the machine under it trusts.</summary>
internal static class ChainCheck
{
    public const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    public const string EmailProtection = "1.3.6.1.5.5.7.3.4";

    public static bool Holds(
        X509Certificate2 certificate, X509Certificate2Collection anchors, X509Certificate2Collection others, DateTimeOffset at, string purpose)
    {
        if (anchors.Count == 0)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(anchors);
        chain.ChainPolicy.ExtraStore.AddRange(others);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(purpose));

        // A device asks for revocation only if told to, and issuer certificates come with the message or a profile, never from the net.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = at.UtcDateTime;
        return chain.Build(certificate);
    }
}
