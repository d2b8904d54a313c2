namespace Chancery.Server.Reconciliation;

/// <summary>What a device reported, after it was read from its protocol.</summary>
internal abstract record SyncReport;

/// <summary>The device has connected and waits for the first command.</summary>
internal sealed record IdleReport : SyncReport;

/// <summary>The device did as told.</summary>
internal sealed record AcknowledgedReport(Guid CommandUuid) : SyncReport;

/// <summary>The device will not now.</summary>
internal sealed record NotNowReport(Guid CommandUuid) : SyncReport;

/// <summary>The device could not (Apple: Error or CommandFormatError).</summary>
/// <param name="CommandUuid">The command.</param>
/// <param name="Detail">The error chain, in a line; never a secret.</param>
internal sealed record RefusedReport(Guid CommandUuid, string Detail) : SyncReport;

/// <summary>The managed profiles of the channel: PayloadIdentifier to PayloadUUID.</summary>
internal sealed record InventoryReport(Guid CommandUuid, IReadOnlyDictionary<string, Guid> Profiles) : SyncReport;

/// <summary>The identities of the channel, as SHA-1 thumbprints in lower-case hexadecimal.</summary>
internal sealed record CertificatesReport(Guid CommandUuid, IReadOnlySet<string> Identities) : SyncReport;

/// <summary>What the device is; null for what it does not tell.</summary>
internal sealed record DetailsReport(Guid CommandUuid) : SyncReport
{
    public string? DeviceName { get; init; }

    public string? OsVersion { get; init; }

    public string? BuildVersion { get; init; }

    public string? Model { get; init; }

    public string? ProductName { get; init; }

    public string? SerialNumber { get; init; }

    public string? Imei { get; init; }

    public string? Meid { get; init; }

    public string? WiFiMacAddress { get; init; }

    public bool? IsSupervised { get; init; }
}

/// <summary>How the device is protected; null for what it does not tell.</summary>
internal sealed record SecurityReport(Guid CommandUuid, bool? PasscodePresent, bool? IsEncrypted) : SyncReport;
