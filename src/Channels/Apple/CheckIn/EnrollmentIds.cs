namespace Chancery.Channels.Apple.CheckIn;

/// <summary>The zoo of identifiers a message may carry, as it came.</summary>
/// <param name="Udid">The device's UDID; absent in user enrolment.</param>
/// <param name="EnrollmentId">User enrolment's identifier of the device; some clients send it beside the UDID.</param>
/// <param name="UserId">User channel: the user's GUID on the Mac.</param>
/// <param name="EnrollmentUserId">User channel of a user enrolment.</param>
/// <param name="UserShortName">User channel: the account's short name.</param>
/// <param name="UserLongName">User channel: the account's full name.</param>
public sealed record EnrollmentIds(
    string? Udid, string? EnrollmentId = null, string? UserId = null, string? EnrollmentUserId = null, string? UserShortName = null,
    string? UserLongName = null)
{
    // Shared iPad sends this instead of a user's identifier; there the short name (a Managed Apple Account) tells users apart.
    private const string SharedIPadUser = "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF";

    /// <summary>The identifiers collapsed into one key. The UDID goes before the EnrollmentID where both are there.</summary>
    public ChannelKey Channel => new(
        Udid ?? EnrollmentId ?? string.Empty,
        UserId == SharedIPadUser ? UserShortName ?? UserId : UserId ?? EnrollmentUserId);
}

/// <summary>One channel of one device: what check-in and connect messages are filed under.</summary>
/// <param name="Device">The device.</param>
/// <param name="User">The user, or null for the device channel.</param>
public readonly record struct ChannelKey(string Device, string? User)
{
    /// <summary>Whether this is a user channel.</summary>
    public bool IsUser => User is not null;

    /// <summary>The channel of the device itself.</summary>
    public ChannelKey OfDevice() => new(Device, null);

    /// <summary><c>device</c> or <c>device:user</c>.</summary>
    public override string ToString() => User is null ? Device : $"{Device}:{User}";
}
