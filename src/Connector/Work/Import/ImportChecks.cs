using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Chancery.Domain;
using Chancery.Pki;
using Chancery.Vault;

namespace Chancery.Connector.Work.Import;

/// <summary>What an imported certificate must be, and what is worth a warning.</summary>
internal static class ImportChecks
{
    internal static Error? AddressProblem(OpenedImport import, CertificateInfo info)
    {
        var owned = import.FormerAddresses.Add(import.Owner).Select(address => address.Trim());
        return info.EmailAddresses.Intersect(owned, StringComparer.OrdinalIgnoreCase).Any()
            ? null
            : new Error("importAddressNotInCertificate", "userPrincipalName", Names(info));
    }

    internal static Error? UsageProblem(IntendedPurpose purpose, CertificateInfo info)
    {
        var fits = purpose == IntendedPurpose.SmimeEncryption ? info.CanEncrypt : info.CanSign;
        return fits ? null : new Error("importUsageContradictsPurpose", "intendedPurpose", $"keyUsage {info.KeyUsage}");
    }

    internal static ImmutableArray<string> Warnings(
        X509Certificate2 certificate, ImmutableArray<X509Certificate2> chain, CertificateInfo info, DateTimeOffset now)
    {
        var warnings = ImmutableArray.CreateBuilder<string>();
        void Warn(string code, bool when)
        {
            if (when)
            {
                warnings.Add(code);
            }
        }

        Warn("certificateExpired", info.NotAfter < now);
        Warn("certificateNotYetValid", info.NotBefore > now);
        Warn("certificateDualUse", info.CanSign && info.CanEncrypt);
        Warn("certificateChainUnknown", !chain.Append(certificate).Any(issuer => CertificateReader.IsIssuedBy(certificate, issuer)));
        return warnings.ToImmutable();
    }

    private static string Names(CertificateInfo info) =>
        info.EmailAddresses.IsEmpty ? "the certificate has no mail address" : $"the certificate has {string.Join(", ", info.EmailAddresses.Take(5))}";
}
