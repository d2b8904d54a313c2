namespace Chancery.Domain;

/// <summary>Whether a profile applies to a device.</summary>
public static class AssignmentRule
{
    /// <summary>The profiles that apply to a device, ordered by identifier: assigned to it, not excluded, and for its platform.</summary>
    /// <param name="facts">The device's facts.</param>
    public static IEnumerable<Profile> Applying(DeviceFacts facts)
    {
        var byProfile = facts.Assignments.ToLookup(assignment => assignment.ProfileId);
        return facts.Profiles
            .Where(profile => profile.Platforms.Contains(facts.Device.Platform) && Applies(byProfile[profile.Id], facts))
            .DistinctBy(profile => profile.Id)
            .OrderBy(profile => profile.Id);
    }

    // An exclusion wins whatever else names the device: what an administrator excludes must stay excluded when somebody adds a wider target.
    private static bool Applies(IEnumerable<Assignment> assignments, DeviceFacts facts)
    {
        var included = false;
        foreach (var assignment in assignments)
        {
            var names = Names(assignment, facts);
            if (names && assignment.Target == AssignmentTarget.ExclusionGroup)
            {
                return false;
            }

            included |= names;
        }

        return included;
    }

    private static bool Names(Assignment assignment, DeviceFacts facts) => assignment.Target switch
    {
        AssignmentTarget.AllUsers => facts.User is not null,
        AssignmentTarget.AllDevices => true,
        _ => assignment.GroupId is { } group && facts.Groups.Contains(group),
    };
}
