using Chancery.Simulators.Apple.Store;

namespace Chancery.Simulators.Apple.Payloads;

/// <summary>What a new version of the MDM profile may not do (Apple, "MDM": "When updating the profile…").</summary>
internal static class MdmUpdateRules
{
    /// <summary>Null where the update is allowed.</summary>
    /// <param name="installed">The MDM profile on the device.</param>
    /// <param name="identifier">The identifier of the profile that comes.</param>
    /// <param name="update">The MDM payload that comes; null where it has none.</param>
    public static DeviceError? Refusal(DeviceProfile? installed, string identifier, MdmSettings? update)
    {
        var isEnrollment = installed?.Identifier == identifier;
        if (update is null)
        {
            return isEnrollment ? new DeviceError(DeviceErrors.Installation, 4015, "The replacement holds no MDM payload.") : null;
        }

        if (installed?.Mdm is null)
        {
            return DeviceErrors.InvalidMdm("MDM is installed by a person, not by a command.");
        }

        return isEnrollment ? Changed(installed.Mdm, update) : DeviceErrors.SecondMdm();
    }

    private static DeviceError? Changed(MdmSettings before, MdmSettings after) =>
        before.Topic != after.Topic ? DeviceErrors.MdmMismatch("Topic")
        : before.ServerUrl != after.ServerUrl ? DeviceErrors.MdmMismatch("ServerURL")
        : before.CheckInUrl != after.CheckInUrl ? DeviceErrors.MdmMismatch("CheckInURL")
        : before.EnrollmentMode != after.EnrollmentMode ? DeviceErrors.MdmMismatch("EnrollmentMode")
        : before.AssignedManagedAppleId != after.AssignedManagedAppleId ? DeviceErrors.MdmMismatch("AssignedManagedAppleID")
        : (after.AccessRights & ~before.AccessRights) != 0 ? DeviceErrors.MdmMismatch("AccessRights by adding a right")
        : before.PerUserConnections != after.PerUserConnections ? DeviceErrors.MdmMismatch("com.apple.mdm.per-user-connections")
        : null;
}
