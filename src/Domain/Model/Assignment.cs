namespace Chancery.Domain;

/// <summary>Whom an assignment names.</summary>
public enum AssignmentTarget
{
    /// <summary>Every device that belongs to a person (Graph <c>allLicensedUsersAssignmentTarget</c>).</summary>
    AllUsers,

    /// <summary>Every device.</summary>
    AllDevices,

    /// <summary>A group the device, or its user, is a member of.</summary>
    Group,

    /// <summary>A group whose members do not get the profile, whatever else says they do.</summary>
    ExclusionGroup,
}

/// <summary>A profile assigned to a target.</summary>
/// <param name="ProfileId">The profile.</param>
/// <param name="Target">Whom.</param>
/// <param name="GroupId">The group, for the two group targets.</param>
public sealed record Assignment(Guid ProfileId, AssignmentTarget Target, Guid? GroupId = null);
