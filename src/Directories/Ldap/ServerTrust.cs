using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Directories;

/// <summary>Which TLS servers are believed.</summary>
internal static class ServerTrust
{
    /// <summary>The system's authorities, or those given and no others. Nothing is fetched to find out: this room's own rules say what is dialled.</summary>
    public static X509ChainPolicy Policy(ImmutableArray<X509Certificate2> authorities)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        if (!authorities.IsDefaultOrEmpty)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities.ToArray());
        }

        return policy;
    }
}
