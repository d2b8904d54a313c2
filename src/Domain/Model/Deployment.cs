using System.Collections.Immutable;

namespace Chancery.Domain;

/// <summary>The kinds of item a device can have.</summary>
public enum ItemKind
{
    /// <summary>Certificates to trust: <c>trust:&lt;profileId&gt;</c>.</summary>
    Trust,

    /// <summary>
    /// One identity by itself: <c>identity:&lt;profileId&gt;</c> (issued) or <c>identity:&lt;profileId&gt;:&lt;thumbprint&gt;</c> (imported).
    /// </summary>
    Identity,

    /// <summary>The mail account with its identities: <c>account:&lt;emailProfileId&gt;</c>.</summary>
    Account,
}

/// <summary>The channel of a device that an item travels on.</summary>
public enum DeploymentChannel
{
    /// <summary>The device channel.</summary>
    Device,

    /// <summary>The channel of the person's account (macOS).</summary>
    User,
}

/// <summary>The states of one item on one device.</summary>
public enum DeploymentState
{
    /// <summary>Ready to be offered.</summary>
    Pending,

    /// <summary>Waits for the person to do something.</summary>
    AwaitingUser,

    /// <summary>Waits for the user channel to be bound (macOS).</summary>
    WaitingForChannel,

    /// <summary>Waits for the connector to seal it.</summary>
    Sealing,

    /// <summary>Sent to the device, which has not answered.</summary>
    Offered,

    /// <summary>Acknowledged by the device, not yet seen in its inventory.</summary>
    Delivered,

    /// <summary>Seen in the device's inventory.</summary>
    Verified,

    /// <summary>Acknowledged by a device that has no inventory of such items.</summary>
    NotVerifiable,

    /// <summary>Handed out by other means.</summary>
    HandedOut,

    /// <summary>Given up for this revision; the error says why.</summary>
    Failed,

    /// <summary>Not wanted any more; to be removed from the device.</summary>
    Removing,

    /// <summary>Not on the device any more.</summary>
    Removed,

    /// <summary>The device left before the removal could be confirmed.</summary>
    RemovedUnconfirmed,
}

/// <summary>One item on one device: what is wanted, what the device has, and how far it got. One row for each device and item.</summary>
public sealed record Deployment
{
    /// <summary>The device.</summary>
    public required Guid DeviceId { get; init; }

    /// <summary>The item.</summary>
    public required string ItemId { get; init; }

    /// <summary>The item's kind.</summary>
    public required ItemKind Kind { get; init; }

    /// <summary>The profile it comes from.</summary>
    public required Guid ProfileId { get; init; }

    /// <summary>The channel it travels on.</summary>
    public DeploymentChannel Channel { get; init; }

    /// <summary>Where it stands.</summary>
    public required DeploymentState State { get; init; }

    /// <summary>The revision wanted; null once it is not wanted any more.</summary>
    public string? DesiredRevision { get; init; }

    /// <summary>The revision whose bytes are ready to be offered.</summary>
    public string? ReadyRevision { get; init; }

    /// <summary>The revision last sent to the device.</summary>
    public string? OfferedRevision { get; init; }

    /// <summary>The command that carried the last offer or removal; a report names it.</summary>
    public Guid? OfferedCommandUuid { get; init; }

    /// <summary>The revision last seen in the device's inventory.</summary>
    public string? InstalledRevision { get; init; }

    /// <summary>The items that must be verified before this one is offered.</summary>
    public ImmutableArray<string> After { get; init; } = [];

    /// <summary>SHA-1 thumbprints of the imported certificates the desired revision carries.</summary>
    public ImmutableArray<string> Carries { get; init; } = [];

    /// <summary>SHA-1 thumbprints of the imported certificates that the device holds through this item, as last known.</summary>
    public ImmutableArray<string> InstalledCarries { get; init; } = [];

    /// <summary>Offers of this revision (or removals) that failed.</summary>
    public int Attempts { get; init; }

    /// <summary>The device said "not now", or failed: not offered again on the same connection before then.</summary>
    public DateTimeOffset? NotNowUntil { get; init; }

    /// <summary>Why it failed, or what last went wrong.</summary>
    public Error? Error { get; init; }
}
