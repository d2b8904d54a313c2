using System.Collections.Immutable;

namespace Chancery.Channels.Apple.Commands;

/// <summary>A command of the MDM protocol, as it stands in the body of an answer to a connect request.</summary>
public abstract record AppleCommand
{
    /// <summary>What the device's report will name.</summary>
    public required Guid CommandUuid { get; init; }
}

/// <summary>Install, or replace, a profile.</summary>
/// <param name="Payload">The profile's bytes, encrypted or not.</param>
public sealed record InstallProfile(byte[] Payload) : AppleCommand;

/// <summary>Remove a profile that MDM installed.</summary>
/// <param name="Identifier">Its PayloadIdentifier.</param>
public sealed record RemoveProfile(string Identifier) : AppleCommand;

/// <summary>Report the profiles installed.</summary>
/// <param name="ManagedOnly">Only those that MDM installed.</param>
public sealed record ProfileList(bool ManagedOnly) : AppleCommand;

/// <summary>Report the certificates installed.</summary>
/// <param name="ManagedOnly">Only those that MDM installed.</param>
public sealed record CertificateList(bool ManagedOnly) : AppleCommand;

/// <summary>Report facts about the device.</summary>
/// <param name="Queries">Which, by Apple's names, e.g. <c>OSVersion</c>.</param>
public sealed record DeviceInformation(ImmutableArray<string> Queries) : AppleCommand
{
    /// <summary>The facts our inventory keeps.</summary>
    public static ImmutableArray<string> InventoryQueries { get; } =
        [
        "DeviceName", "OSVersion", "BuildVersion", "ModelName", "Model", "ProductName", "SerialNumber", "UDID", "IsSupervised", "WiFiMAC", "IMEI", "MEID",
        "ServiceSubscriptions",
    ];
}

/// <summary>Report the device's protection: passcode, encryption, firewall.</summary>
public sealed record SecurityInfo : AppleCommand;

/// <summary>Erase the device, now.</summary>
/// <param name="Pin">Six digits that unlock an erased Mac without Apple silicon; other devices ignore them.</param>
public sealed record EraseDevice(string? Pin = null) : AppleCommand
{
    /// <summary>The command, without the PIN.</summary>
    public override string ToString() => $"EraseDevice {{ {CommandUuid} }}";
}

/// <summary>Lock the device, now.</summary>
/// <param name="Pin">Six digits that unlock a Mac without Apple silicon.</param>
/// <param name="Message">What the lock screen shows.</param>
public sealed record DeviceLock(string? Pin = null, string? Message = null) : AppleCommand
{
    /// <summary>The command, without the PIN.</summary>
    public override string ToString() => $"DeviceLock {{ {CommandUuid} }}";
}

/// <summary>A command the reader does not know; a simulated device answers it with an Error, as real ones do.</summary>
/// <param name="RequestType">Its name.</param>
public sealed record UnknownCommand(string RequestType) : AppleCommand;
