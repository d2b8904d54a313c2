namespace Chancery.Storage;

/// <summary>A person, as Graph's <c>user</c>.</summary>
public sealed class UserRow : IVersioned
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>The sign-in name as it was written. Unique whatever its case.</summary>
    public string UserPrincipalName
    {
        get;
        set
        {
            field = value;
            UserPrincipalNameKey = Key(value);
        }
    } = "";

    /// <summary><see cref="UserPrincipalName"/> in lower case: what look-ups compare with (see <see cref="Key"/>).</summary>
    public string UserPrincipalNameKey { get; private set; } = "";

    /// <summary>The mail address, if the person has one: what certificates name and what devices are bound to.</summary>
    public string? Mail
    {
        get;
        set
        {
            field = value;
            MailKey = value is null ? null : Key(value);
        }
    }

    /// <summary><see cref="Mail"/> in lower case: what look-ups compare with.</summary>
    public string? MailKey { get; private set; }

    /// <summary>Addresses the person had before. The connector binds none of them on the server's word.</summary>
    public List<string> FormerAddresses { get; set; } = [];

    /// <summary>The name shown.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>The given name.</summary>
    public string? GivenName { get; set; }

    /// <summary>The surname.</summary>
    public string? Surname { get; set; }

    /// <summary>The language the person is written to in, e.g. <c>fr</c> or <c>en-GB</c>.</summary>
    public string? PreferredLanguage { get; set; }

    /// <summary>The account's name in an on-premises directory, for Intune's variable of that name.</summary>
    public string? OnPremisesSamAccountName { get; set; }

    /// <summary>The distinguished name in an on-premises directory, for Intune's variable of that name.</summary>
    public string? OnPremisesDistinguishedName { get; set; }

    /// <summary>When the row was made.</summary>
    public DateTimeOffset CreatedDateTime { get; set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset LastModifiedDateTime { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }

    /// <summary>How a name or an address is compared: lower case, by no culture.</summary>
    /// <param name="value">A sign-in name or a mail address.</param>
    public static string Key(string value) => (value ?? "").Trim().ToLowerInvariant();
}
