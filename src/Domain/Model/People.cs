namespace Chancery.Domain;

/// <summary>A person, as Graph's <c>user</c> names one.</summary>
/// <param name="Id">The identifier.</param>
/// <param name="UserPrincipalName">The sign-in name, e.g. <c>alice@example.test</c>.</param>
/// <param name="Mail">The primary mail address; null where the person has none.</param>
/// <param name="DisplayName">The name people see.</param>
/// <param name="GivenName">The given name.</param>
/// <param name="Surname">The surname.</param>
/// <param name="PreferredLanguage">The language of letters to the person, e.g. <c>en</c> or <c>fr</c>.</param>
public sealed record User(
    Guid Id, string UserPrincipalName, string? Mail, string DisplayName, string? GivenName = null, string? Surname = null, string PreferredLanguage = "en")
{
    /// <summary>The account's name in an on-premises directory.</summary>
    public string? OnPremisesSamAccountName { get; init; }

    /// <summary>The distinguished name in an on-premises directory.</summary>
    public string? OnPremisesDistinguishedName { get; init; }
}

/// <summary>A group of users, devices or both.</summary>
/// <param name="Id">The identifier.</param>
/// <param name="DisplayName">The name people see.</param>
public sealed record Group(Guid Id, string DisplayName);
