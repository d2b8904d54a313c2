namespace Chancery.Simulators.Apple;

/// <summary>A channel of an enrolment: commands come, and profiles live, on one of them.</summary>
/// <param name="UserId">The user's identifier on a Mac; null on the device channel.</param>
/// <param name="UserShortName">The account's short name.</param>
/// <param name="UserLongName">The account's full name.</param>
public sealed record MdmChannel(string? UserId, string? UserShortName = null, string? UserLongName = null)
{
    /// <summary>The device itself; on macOS the system keychain.</summary>
    public static MdmChannel Device { get; } = new(UserId: null);

    /// <summary>Whether this is the channel of a person on a Mac (the login keychain).</summary>
    public bool IsUser => UserId is not null;
}
