using Chancery.Domain;

namespace Chancery.Channels.Apple.Profiles;

/// <summary>Reads enrolment profiles, for the simulated devices.</summary>
public static class EnrollmentProfileReader
{
    /// <summary>
    /// Reads an enrolment profile back into what it was written from. Fails with the codes of <see cref="ProfileReader"/>, and with
    /// <c>profileMalformed</c> where there is not exactly one MDM payload, or its identity is not by SCEP.
    /// </summary>
    /// <param name="profile">The profile in clear, its signature taken off.</param>
    public static Result<EnrollmentProfileSpec> Read(ReadOnlySpan<byte> profile)
    {
        var read = ProfileReader.Read(profile);
        if (!read.IsOk)
        {
            return read.Error;
        }

        var payloads = read.Value.Payloads;
        if (payloads.OfType<MdmPayload>().ToArray() is not [var mdm])
        {
            return new Error("profileMalformed", PayloadTypes.Mdm);
        }

        if (payloads.OfType<ScepPayload>().FirstOrDefault(payload => payload.PayloadUuid == mdm.IdentityCertificateUuid) is not { } scep)
        {
            return new Error("profileMalformed", "IdentityCertificateUUID");
        }

        return new EnrollmentProfileSpec(
            read.Value.PayloadIdentifier,
            read.Value.PayloadUuid,
            read.Value.PayloadDisplayName ?? string.Empty,
            read.Value.PayloadOrganization ?? string.Empty,
            mdm.Mdm,
            scep.Scep,
            [.. payloads.OfType<CertificatePayload>().Where(payload => payload.Root).Select(payload => payload.Certificate)])
        {
            PayloadDescription = read.Value.PayloadDescription,
        };
    }
}
