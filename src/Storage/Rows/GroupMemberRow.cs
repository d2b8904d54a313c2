namespace Chancery.Storage;

/// <summary>A member of a group: a user or a device, never both (a check in the database). It goes with either side.</summary>
public sealed class GroupMemberRow
{
    /// <summary>The group.</summary>
    public Guid GroupId { get; set; }

    /// <summary>The user's or the device's identifier.</summary>
    public Guid MemberId { get; set; }

    /// <summary>The user, where the member is one.</summary>
    public Guid? UserId { get; set; }

    /// <summary>The device, where the member is one.</summary>
    public Guid? DeviceId { get; set; }

    /// <summary>A user as a member.</summary>
    /// <param name="groupId">The group.</param>
    /// <param name="userId">The user.</param>
    public static GroupMemberRow ForUser(Guid groupId, Guid userId) => new() { GroupId = groupId, MemberId = userId, UserId = userId };

    /// <summary>A device as a member.</summary>
    /// <param name="groupId">The group.</param>
    /// <param name="deviceId">The device.</param>
    public static GroupMemberRow ForDevice(Guid groupId, Guid deviceId) => new() { GroupId = groupId, MemberId = deviceId, DeviceId = deviceId };
}
