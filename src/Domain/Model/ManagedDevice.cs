namespace Chancery.Domain;

/// <summary>Where a managed device is in its life.</summary>
public enum ManagementState
{
    /// <summary>Enrolled and served.</summary>
    Managed,

    /// <summary>To be retired: what was given is being taken back.</summary>
    RetirePending,

    /// <summary>Retired: everything given was removed, management too.</summary>
    Retired,

    /// <summary>To be wiped at its next sync.</summary>
    WipePending,

    /// <summary>Wiped: the device acknowledged the erasure.</summary>
    Wiped,

    /// <summary>The device left by itself (CheckOut).</summary>
    Unenrolled,
}

/// <summary>A device under management.</summary>
public sealed record ManagedDevice
{
    /// <summary>The identifier.</summary>
    public required Guid Id { get; init; }

    /// <summary>The enrolment the device is bound by.</summary>
    public required Guid EnrollmentId { get; init; }

    /// <summary>The person it was enrolled for; null for a device of nobody.</summary>
    public Guid? UserId { get; init; }

    /// <summary>The platform.</summary>
    public required Platform Platform { get; init; }

    /// <summary>The name the device gave itself.</summary>
    public required string DeviceName { get; init; }

    /// <summary>The serial number, if the device told it.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>The IMEI, if the device told it.</summary>
    public string? Imei { get; init; }

    /// <summary>The MEID, if the device told it.</summary>
    public string? Meid { get; init; }

    /// <summary>The Wi-Fi MAC address, if the device told it.</summary>
    public string? WiFiMacAddress { get; init; }

    /// <summary>SHA-256 of the SubjectPublicKeyInfo of the device's identity, lower hex; null until it has one.</summary>
    public string? IdentityKeyHash { get; init; }

    /// <summary>Whether the person's user channel is bound (macOS); without it nothing can be put in the login keychain.</summary>
    public bool UserChannelBound { get; init; }

    /// <summary>Where the device is in its life.</summary>
    public ManagementState ManagementState { get; init; }
}
