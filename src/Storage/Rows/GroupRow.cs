namespace Chancery.Storage;

/// <summary>A group of users and devices, as Graph's <c>group</c>.</summary>
public sealed class GroupRow : IVersioned
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>The name shown.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }

    /// <summary>Graph's <c>mailNickname</c>, kept for those who send it.</summary>
    public string? MailNickname { get; set; }

    /// <summary>When the row was made.</summary>
    public DateTimeOffset CreatedDateTime { get; set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset LastModifiedDateTime { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}
