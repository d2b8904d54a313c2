namespace Chancery.Storage;

/// <summary>
/// One of a device's MDM channels: the device channel, or the channel of one macOS user. Of the user channels of an enrolment made for a person,
/// only the first is <see cref="Bound"/>: it alone receives that person's keys.
/// </summary>
public sealed class AppleChannelRow
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>The device.</summary>
    public Guid DeviceId { get; set; }

    /// <summary>The macOS user's UserID; empty for the device channel. Unique within the device.</summary>
    public string UserId { get; set; } = "";

    /// <summary>The macOS user's short name.</summary>
    public string? UserShortName { get; set; }

    /// <summary>The macOS user's full name.</summary>
    public string? UserLongName { get; set; }

    /// <summary>Whether it may receive: always so for the device channel, and for the first user channel.</summary>
    public bool Bound { get; set; }

    /// <summary>Whether it has sent its TokenUpdate and has not checked out.</summary>
    public bool Enabled { get; set; }

    /// <summary>The APNs topic.</summary>
    public string Topic { get; set; } = "";

    /// <summary>What a push must carry.</summary>
    public string PushMagic { get; set; } = "";

    /// <summary>The APNs device token.</summary>
    public byte[] PushToken { get; set; } = [];

    /// <summary>When it first sent its TokenUpdate.</summary>
    public DateTimeOffset CreatedDateTime { get; set; }

    /// <summary>When it was last heard of, to the minute.</summary>
    public DateTimeOffset? LastSeenDateTime { get; set; }

    /// <summary>An inventory is to be taken although no deployment waits for one: after a new enrolment, and once a day.</summary>
    public bool InventoryDue { get; set; }

    /// <summary>How many inventories were taken: part of the name of the next, so that a list of an earlier one is not taken for it.</summary>
    public int Inventories { get; set; }

    /// <summary>The inventory whose CertificateList was answered; the ProfileList of the same one completes it.</summary>
    public Guid? CertificatesForInventory { get; set; }

    /// <summary>SHA-1 thumbprints of the identities that list named, of those we gave; null where the device has no such list.</summary>
    public List<string>? ListedIdentities { get; set; }

    /// <summary>When the device last refused a CertificateList: its deployments are verified by the ProfileList alone. Null where it does not.</summary>
    public DateTimeOffset? CertificateListRefusedDateTime { get; set; }

    /// <summary>The command that was last offered and not answered, whatever it was; a repeated Idle gets it again, with the same UUID.</summary>
    public Guid? OfferedCommandUuid { get; set; }

    /// <summary>What that command was, e.g. <c>ProfileList</c>: the request type of Apple's protocol.</summary>
    public string? OfferedRequestType { get; set; }

    /// <summary>After a NotNow: not to be asked again before.</summary>
    public DateTimeOffset? NotNowUntil { get; set; }
}
