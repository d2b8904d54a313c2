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
