using Chancery.Domain;

namespace Chancery.Storage;

/// <summary>One item on one device: what it should have, what it was offered, what it is known to have.</summary>
public sealed class DeploymentRow : IVersioned
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>The device.</summary>
    public Guid DeviceId { get; set; }

    /// <summary>The item, e.g. <c>account:…</c>. Unique within the device.</summary>
    public string ItemId { get; set; } = "";

    /// <summary>The item's kind.</summary>
    public ItemKind Kind { get; set; }

    /// <summary>Which channel it goes over.</summary>
    public DeploymentChannel Channel { get; set; }

    /// <summary>The profile it comes from; the profile may be gone since.</summary>
    public Guid ProfileId { get; set; }

    /// <summary>The state.</summary>
    public DeploymentState State { get; set; }

    /// <summary>The revision the device should have; null where it should have none.</summary>
    public string? DesiredRevision { get; set; }

    /// <summary>The revision whose bytes are ready to be offered.</summary>
    public string? ReadyRevision { get; set; }

    /// <summary>The revision last seen in the device's inventory; null where it has none.</summary>
    public string? InstalledRevision { get; set; }

    /// <summary>The identifier of the configuration profile on the device: stable for the item.</summary>
    public string PayloadIdentifier { get; set; } = "";

    /// <summary>The UUID of the configuration profile: a function of the desired revision.</summary>
    public Guid PayloadUuid { get; set; }

    /// <summary>The name the person sees.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Items that must be verified before this one is installed.</summary>
    public List<string> After { get; set; } = [];

    /// <summary>SHA-1 thumbprints of the imported certificates the desired revision carries.</summary>
    public List<string> Carries { get; set; } = [];

    /// <summary>SHA-1 thumbprints of the imported certificates the device holds through this item, as last known.</summary>
    public List<string> InstalledCarries { get; set; } = [];

    /// <summary>The work that seals the desired revision, while there is any.</summary>
    public Guid? WorkId { get; set; }

    /// <summary>The sealed bytes of the desired revision, once there are any.</summary>
    public Guid? SealedProfileId { get; set; }

    /// <summary>The sealed bytes.</summary>
    public SealedProfileRow? SealedProfile { get; set; }

    /// <summary>The command last offered for it; an answer that names another is about something else.</summary>
    public Guid? OfferedCommandUuid { get; set; }

    /// <summary>The revision that command carried; null where it was a removal.</summary>
    public string? OfferedRevision { get; set; }

    /// <summary>When it was offered.</summary>
    public DateTimeOffset? OfferedDateTime { get; set; }

    /// <summary>Offers of this revision (or removals) that failed.</summary>
    public int Attempts { get; set; }

    /// <summary>After a NotNow, or before a retry: not to be offered again before.</summary>
    public DateTimeOffset? NotNowUntil { get; set; }

    /// <summary>Why it failed, or what the last attempt met: a code of the catalogue.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>What the error is about.</summary>
    public string? ErrorTarget { get; set; }

    /// <summary>The device's or the connector's own words (an ErrorChain); never a secret.</summary>
    public string? ErrorDetail { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedDateTime { get; set; }

    /// <summary>When the state last changed.</summary>
    public DateTimeOffset StateChangedDateTime { get; set; }

    /// <summary>When it was last verified by an inventory.</summary>
    public DateTimeOffset? VerifiedDateTime { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}
