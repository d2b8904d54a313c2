namespace Chancery.Simulators.Apple.Store;

/// <summary>The identity an enrolment is held under.</summary>
internal static class EnrollmentIdentity
{
    public static KeychainIdentity? Of(DeviceProfile? enrollment) =>
        enrollment?.Identities.FirstOrDefault(identity => identity.PayloadUuid == enrollment.Mdm?.IdentityCertificateUuid);
}
