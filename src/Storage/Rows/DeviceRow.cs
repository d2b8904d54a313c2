using Chancery.Domain;

namespace Chancery.Storage;

/// <summary>A managed device, as Graph's <c>managedDevice</c>. A device that has gone keeps its row, with <see cref="UnenrolledDateTime"/> set.</summary>
public sealed class DeviceRow : IVersioned
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>The person it was enrolled for; null for a device of nobody.</summary>
    public Guid? UserId { get; set; }

    /// <summary>The enrolment it came by. Unique.</summary>
    public Guid EnrollmentId { get; set; }

    /// <summary>The platform.</summary>
    public Platform Platform { get; set; }

    /// <summary>The device's UDID (or EnrollmentID), as its Authenticate message named it; every later message must name the same.</summary>
    public string Udid { get; set; } = "";

    /// <summary>The name shown.</summary>
    public string DeviceName { get; set; } = "";

    /// <summary>The serial number.</summary>
    public string? SerialNumber { get; set; }

    /// <summary>The model, as the device names it.</summary>
    public string? Model { get; set; }

    /// <summary>The product, e.g. <c>iPhone17,1</c>.</summary>
    public string? ProductName { get; set; }

    /// <summary>The version of the operating system.</summary>
    public string? OsVersion { get; set; }

    /// <summary>The build of the operating system.</summary>
    public string? BuildVersion { get; set; }

    /// <summary>IMEI, where it has one.</summary>
    public string? Imei { get; set; }

    /// <summary>MEID, where it has one.</summary>
    public string? Meid { get; set; }

    /// <summary>The Wi-Fi MAC address, if the device told it.</summary>
    public string? WiFiMacAddress { get; set; }

    /// <summary>The identity certificate, DER: what profiles are sealed to.</summary>
    public byte[] IdentityCertificate { get; set; } = [];

    /// <summary>SHA-256 of <see cref="IdentityCertificate"/>, lower-case hexadecimal. Unique: how every message finds its device.</summary>
    public string IdentityThumbprint { get; set; } = "";

    /// <summary>SHA-256 of the identity's SubjectPublicKeyInfo, lower-case hexadecimal: part of every item's revision.</summary>
    public string IdentityKeyHash { get; set; } = "";

    /// <summary>When the identity certificate expires.</summary>
    public DateTimeOffset IdentityNotAfter { get; set; }

    /// <summary>Managed, being retired, being wiped, gone.</summary>
    public ManagementState ManagementState { get; set; }

    /// <summary>When it was enrolled.</summary>
    public DateTimeOffset EnrolledDateTime { get; set; }

    /// <summary>When it was last heard of, to the minute (gathered, not written with every sync).</summary>
    public DateTimeOffset? LastSyncDateTime { get; set; }

    /// <summary>When it left: by CheckOut, or confirmed removal of the MDM profile, or a wipe. Null while it is with us; <see cref="Marking"/> passes over a device that has gone.</summary>
    public DateTimeOffset? UnenrolledDateTime { get; set; }

    /// <summary>Something changed that may change what the device should have. Set by <see cref="Marking"/>, cleared by <see cref="Marking.ClaimAsync(ChanceryDbContext, int, CancellationToken)"/>.</summary>
    public bool NeedsPlan { get; set; }

    /// <summary>When time alone changes the plan (a renewal, an expiry): <see cref="Marking.DueAsync"/> marks the device then.</summary>
    public DateTimeOffset? PlanDueDateTime { get; set; }

    /// <summary>There is something to say to the device at its next sync. False: the sync costs one read.</summary>
    public bool NeedsAttention { get; set; }

    /// <summary>Whether it is supervised, if it told.</summary>
    public bool? IsSupervised { get; set; }

    /// <summary>Whether what it stores is encrypted, if it told.</summary>
    public bool? IsEncrypted { get; set; }

    /// <summary>Whether a passcode is set, if it told.</summary>
    public bool? PasscodePresent { get; set; }

    /// <summary>What the device is (DeviceInformation) is to be asked.</summary>
    public bool InventoryDue { get; set; }

    /// <summary>How the device is protected (SecurityInfo) is to be asked.</summary>
    public bool SecurityInfoDue { get; set; }

    /// <summary>When it last answered what it is: part of the name of the next question, so that a late answer is not taken for the next.</summary>
    public DateTimeOffset? DetailsDateTime { get; set; }

    /// <summary>The warnings of the last plan, as a JSON array of the Domain's errors.</summary>
    public string? PlanWarningsJson { get; set; }

    /// <summary>When the row was last changed by a decision.</summary>
    public DateTimeOffset LastModifiedDateTime { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }

    /// <summary>Its channels.</summary>
    public List<AppleChannelRow> Channels { get; set; } = [];
}
