namespace Chancery.Simulators.Apple.Store;

/// <summary>An Exchange account as the device understood it from a <c>com.apple.eas.account</c> payload.</summary>
public sealed record MailAccount
{
    /// <summary>The payload's identifier.</summary>
    public required string PayloadIdentifier { get; init; }

    /// <summary>The payload's UUID. With the identifier it says whether a replacement is the same account.</summary>
    public required Guid PayloadUuid { get; init; }

    /// <summary>The account's name, as Mail shows it.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The server.</summary>
    public string? Host { get; init; }

    /// <summary>Whether TLS is used.</summary>
    public bool Ssl { get; init; }

    /// <summary>The user's name at the server.</summary>
    public string? UserName { get; init; }

    /// <summary>The account's address.</summary>
    public required string EmailAddress { get; init; }

    /// <summary>Whether mail is signed.</summary>
    public bool Signs { get; init; }

    /// <summary>Whether mail is encrypted unless the writer says otherwise.</summary>
    public bool EncryptsByDefault { get; init; }

    /// <summary>Whether the writer may choose encryption message by message.</summary>
    public bool HasPerMessageSwitch { get; init; }

    /// <summary>The identity that signs, from the same profile.</summary>
    public KeychainIdentity? SigningIdentity { get; init; }

    /// <summary>The identity whose certificate correspondents encrypt to, from the same profile.</summary>
    public KeychainIdentity? EncryptionIdentity { get; init; }

    /// <summary>Whether another payload describes the same account, so that a replacement keeps its mail.</summary>
    /// <param name="other">The other.</param>
    public bool IsSameAccountAs(MailAccount other) => PayloadIdentifier == other.PayloadIdentifier && PayloadUuid == other.PayloadUuid;
}

/// <summary>What happened to an account.</summary>
public enum AccountEventKind
{
    /// <summary>It appeared: all its mail is downloaded.</summary>
    Created,

    /// <summary>It was changed in place: its mail stays.</summary>
    Updated,

    /// <summary>It went, its mail with it.</summary>
    Removed,
}

/// <summary>One event in the life of an account.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="EmailAddress">The account's address.</param>
public sealed record AccountEvent(AccountEventKind Kind, string EmailAddress);
