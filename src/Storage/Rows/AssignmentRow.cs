using Chancery.Domain;

namespace Chancery.Storage;

/// <summary>An assignment of a profile to a target.</summary>
public sealed class AssignmentRow
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>The profile.</summary>
    public Guid ProfileId { get; set; }

    /// <summary>All users, all devices, a group, or a group left out.</summary>
    public AssignmentTarget Target { get; set; }

    /// <summary>The group, where the target is one (a check in the database).</summary>
    public Guid? GroupId { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedDateTime { get; set; }
}
