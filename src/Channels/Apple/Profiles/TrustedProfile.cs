using System.Security.Cryptography;

namespace Chancery.Channels.Apple.Profiles;

/// <summary>Writes profiles of certificates to trust. They hold no secret and are delivered as they are.</summary>
public static class TrustedProfile
{
    /// <summary>Writes the profile. The identifiers of its payloads are functions of the profile's own and of each certificate.</summary>
    /// <param name="spec">The profile; the same certificate twice is written once.</param>
    public static byte[] Write(TrustedProfileSpec spec) => PayloadWriter.Write(new ConfigurationProfile
    {
        PayloadIdentifier = spec.PayloadIdentifier,
        PayloadUuid = spec.PayloadUuid,
        PayloadDisplayName = spec.PayloadDisplayName,
        PayloadOrganization = spec.PayloadOrganization,
        UserScope = spec.UserScope,
        Payloads = [.. spec.Certificates.Select(certificate => Payload(spec.PayloadIdentifier, certificate)).DistinctBy(payload => payload.PayloadUuid)],
    });

    private static CertificatePayload Payload(string profile, TrustedCertificate certificate)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(certificate.Der));
        return new CertificatePayload(certificate.Der, certificate.Root)
        {
            PayloadIdentifier = $"{profile}.{digest[..16]}",
            PayloadUuid = PayloadUuid.Of(profile, certificate.Root ? PayloadTypes.Root : PayloadTypes.Intermediate, digest),
        };
    }
}
