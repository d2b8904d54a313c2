namespace Chancery.Client;

/// <summary>A person (Graph <c>user</c>).</summary>
public sealed record ClientUser
{
    /// <summary>Identifier; null in a request to create.</summary>
    public string? Id { get; init; }

    /// <summary>The sign-in name.</summary>
    public required string UserPrincipalName { get; init; }

    /// <summary>The mail address; null: none is known yet, and nothing can be imported for or sent to this person.</summary>
    public string? Mail { get; init; }

    /// <summary>The name people see.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The given name.</summary>
    public string? GivenName { get; init; }

    /// <summary>The family name.</summary>
    public string? Surname { get; init; }

    /// <summary>The language of letters, <c>en</c> or <c>fr</c>.</summary>
    public string? PreferredLanguage { get; init; }

    /// <summary>The address that mail and certificates use.</summary>
    public string Address => Mail ?? UserPrincipalName;
}

/// <summary>What changes of a person; null: as it was.</summary>
public sealed record UserChange
{
    /// <summary>The mail address; the one before it stays among the former ones.</summary>
    public string? Mail { get; init; }

    /// <summary>The name people see.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The language of letters, <c>en</c> or <c>fr</c>.</summary>
    public string? PreferredLanguage { get; init; }
}

/// <summary>A group (Graph <c>group</c>).</summary>
public sealed record ClientGroup
{
    /// <summary>Identifier; null in a request to create.</summary>
    public string? Id { get; init; }

    /// <summary>Its name.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }
}
