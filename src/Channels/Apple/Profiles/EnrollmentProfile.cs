using System.Security.Cryptography;

namespace Chancery.Channels.Apple.Profiles;

/// <summary>Writes the profile a person installs to enrol.</summary>
public static class EnrollmentProfile
{
    /// <summary>
    /// Writes the profile in clear; whoever mails it signs it (CMS SignedData). The identifiers of its payloads are functions of the
    /// profile's own, so that the profile of a renewal updates the payloads of the first one.
    /// </summary>
    /// <param name="spec">The profile.</param>
    /// <exception cref="ArgumentException">The management settings break a rule that makes devices refuse the profile.</exception>
    public static byte[] Write(EnrollmentProfileSpec spec)
    {
        Check(spec.Mdm);
        var scep = PayloadUuid.Of(spec.PayloadIdentifier, PayloadTypes.Scep);
        return PayloadWriter.Write(new ConfigurationProfile
        {
            PayloadIdentifier = spec.PayloadIdentifier,
            PayloadUuid = spec.PayloadUuid,
            PayloadDisplayName = spec.PayloadDisplayName,
            PayloadDescription = spec.PayloadDescription,
            PayloadOrganization = spec.PayloadOrganization,
            Payloads =
            [
                .. spec.TlsRoots.Select(root => Root(spec.PayloadIdentifier, root)),
                new ScepPayload(spec.Scep)
                {
                    PayloadIdentifier = $"{spec.PayloadIdentifier}.scep", PayloadUuid = scep, PayloadDisplayName = spec.Scep.Name,
                },
                new MdmPayload(spec.Mdm, scep)
                {
                    PayloadIdentifier = $"{spec.PayloadIdentifier}.mdm",
                    PayloadUuid = PayloadUuid.Of(spec.PayloadIdentifier, PayloadTypes.Mdm),
                    PayloadDisplayName = spec.PayloadDisplayName,
                },
            ],
        });
    }

    private static CertificatePayload Root(string profile, byte[] root)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(root));
        return new CertificatePayload(root, Root: true)
        {
            PayloadIdentifier = $"{profile}.tls.{digest[..16]}",
            PayloadUuid = PayloadUuid.Of(profile, PayloadTypes.Root, digest),
        };
    }

    // Each of these makes a device refuse the profile, with a message that tells its user nothing (Apple, com.apple.mdm).
    private static void Check(AppleMdmSpec mdm)
    {
        Must(mdm.Topic.StartsWith("com.apple.mgmt.", StringComparison.Ordinal), "Topic must begin with com.apple.mgmt.");
        Must(mdm.ServerUrl.StartsWith("https://", StringComparison.Ordinal), "ServerURL must begin with https://");
        Must(mdm.CheckInUrl.StartsWith("https://", StringComparison.Ordinal), "CheckInURL must begin with https://");
        Must(mdm.AccessRights != AppleAccessRights.None, "AccessRights must not be 0");
        Must(Needs(mdm.AccessRights, AppleAccessRights.InstallProfiles, AppleAccessRights.InspectProfiles), "right 2 needs right 1");
        Must(
            Needs(mdm.AccessRights, AppleAccessRights.InstallProvisioningProfiles, AppleAccessRights.InspectProvisioningProfiles),
            "right 128 needs right 64");

        static bool Needs(AppleAccessRights rights, AppleAccessRights one, AppleAccessRights other) => !rights.HasFlag(one) || rights.HasFlag(other);

        static void Must(bool condition, string rule)
        {
            if (!condition)
            {
                throw new ArgumentException(rule, nameof(mdm));
            }
        }
    }
}
