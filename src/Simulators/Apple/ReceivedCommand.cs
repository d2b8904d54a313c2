namespace Chancery.Simulators.Apple;

/// <summary>A command as the device received it.</summary>
/// <param name="Number">Its place in the device's life, from 1.</param>
/// <param name="Channel">The channel it came on.</param>
/// <param name="CommandUuid">Its UUID; empty where it has none that can be read.</param>
/// <param name="RequestType">Its request type.</param>
/// <param name="Bytes">The property list, byte for byte.</param>
/// <param name="Status">What the device answered: Acknowledged, Error, CommandFormatError or NotNow.</param>
/// <param name="Error">Why it failed, if it did.</param>
public sealed record ReceivedCommand(
    int Number, MdmChannel Channel, Guid CommandUuid, string RequestType, byte[] Bytes, string Status, DeviceError? Error);

/// <summary>A profile as the device decrypted it.</summary>
/// <param name="Number">Its place in the device's life, from 1.</param>
/// <param name="Identifier">PayloadIdentifier.</param>
/// <param name="Uuid">PayloadUUID.</param>
/// <param name="WasEncrypted">Whether it came encrypted.</param>
/// <param name="Clear">The profile in clear, as a property list. It may hold keys.</param>
public sealed record DecryptedProfile(int Number, string Identifier, Guid Uuid, bool WasEncrypted, byte[] Clear);

/// <summary>What came of a sync.</summary>
/// <param name="Commands">The commands obeyed, on all channels, in order.</param>
/// <param name="Error">Why it ended before the server had said all it had to say; null where it did not.</param>
public sealed record SyncResult(IReadOnlyList<ReceivedCommand> Commands, DeviceError? Error);

/// <summary>The state of a device.</summary>
public enum DeviceState
{
    /// <summary>Never enrolled, or erased.</summary>
    Fresh,

    /// <summary>Under management.</summary>
    Enrolled,

    /// <summary>No longer under management.</summary>
    Unenrolled,
}
