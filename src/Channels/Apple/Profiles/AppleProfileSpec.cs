namespace Chancery.Channels.Apple.Profiles;

/// <summary>
/// A configuration profile described, before it has its keys: what the server asks for and the connector fills and encrypts.
/// Every identifier in it is a function of the facts (design.md, "What must never break", 8).
/// </summary>
/// <param name="PayloadIdentifier">The profile's identifier: stable for the item, whatever its revision.</param>
/// <param name="PayloadUuid">The profile's UUID: a function of the item's revision, so that a ProfileList tells which revision is installed.</param>
/// <param name="PayloadDisplayName">What the person sees.</param>
/// <param name="PayloadOrganization">The organisation's name.</param>
/// <param name="UserScope">macOS: <c>PayloadScope</c> User (login keychain) instead of System.</param>
/// <param name="Identities">The identity payloads.</param>
/// <param name="Account">The Exchange account with S/MIME on (iOS), if the profile carries one.</param>
/// <param name="Preferences">macOS: identity and certificate preferences.</param>
public sealed record AppleProfileSpec(
    string PayloadIdentifier, Guid PayloadUuid, string PayloadDisplayName, string PayloadOrganization, bool UserScope,
    IReadOnlyList<AppleIdentityPayloadSpec> Identities, AppleEasAccountSpec? Account, IReadOnlyList<ApplePreferenceSpec> Preferences);

/// <summary>One <c>com.apple.security.pkcs12</c> payload (one identity, Apple's rule).</summary>
/// <param name="Slot">The name that joins the payload, its key and what refers to it, e.g. <c>signing</c>.</param>
/// <param name="PayloadIdentifier">Stable.</param>
/// <param name="PayloadUuid">What account and preferences refer to.</param>
/// <param name="PayloadDisplayName">What the person sees.</param>
/// <param name="KeyIsExtractable">macOS: must be false; the connector refuses otherwise.</param>
/// <param name="AllowAllAppsAccess">macOS: whether every app may use the key without asking.</param>
public sealed record AppleIdentityPayloadSpec(
    string Slot, string PayloadIdentifier, Guid PayloadUuid, string PayloadDisplayName, bool KeyIsExtractable, bool AllowAllAppsAccess);

/// <summary>A <c>com.apple.security.identitypreference</c> or <c>certificatepreference</c> payload (macOS, user channel).</summary>
/// <param name="Name">The mail address.</param>
/// <param name="Slot">The identity it refers to.</param>
/// <param name="Kind">Which of the two.</param>
/// <param name="PayloadIdentifier">Stable.</param>
/// <param name="PayloadUuid">Stable.</param>
public sealed record ApplePreferenceSpec(string Name, string Slot, ApplePreferenceKind Kind, string PayloadIdentifier, Guid PayloadUuid);

/// <summary>The two kinds of preference.</summary>
public enum ApplePreferenceKind
{
    /// <summary><c>com.apple.security.identitypreference</c>: signs.</summary>
    Identity,

    /// <summary><c>com.apple.security.certificatepreference</c>: encrypts.</summary>
    Certificate,
}

/// <summary>A <c>com.apple.eas.account</c> payload with every S/MIME switch (facts of Intune 4.1, Apple's schema).</summary>
public sealed record AppleEasAccountSpec
{
    /// <summary>Stable: a change makes iOS take the account for a new one.</summary>
    public required string PayloadIdentifier { get; init; }

    /// <summary>Stable, likewise.</summary>
    public required Guid PayloadUuid { get; init; }

    /// <summary>The account's name, shown in Mail.</summary>
    public required string AccountName { get; init; }

    /// <summary>The Exchange ActiveSync host.</summary>
    public required string Host { get; init; }

    /// <summary>TLS; Apple's default is false, ours true.</summary>
    public bool Ssl { get; init; } = true;

    /// <summary>The user's name at the host.</summary>
    public required string UserName { get; init; }

    /// <summary>The mail address.</summary>
    public required string EmailAddress { get; init; }

    /// <summary>OAuth instead of a password.</summary>
    public bool OAuth { get; init; }

    /// <summary>0 (no limit), 1, 3, 7, 14 or 31 days.</summary>
    public int PastDaysToSync { get; init; } = 7;

    /// <summary>The account's messages may not be moved to another account.</summary>
    public bool PreventMove { get; init; }

    /// <summary>Other apps may not send with the account.</summary>
    public bool PreventAppSheet { get; init; }

    /// <summary>Addresses are not synced to recents.</summary>
    public bool DisableMailRecentsSyncing { get; init; }

    /// <summary>Sign.</summary>
    public bool SigningEnabled { get; init; }

    /// <summary>The slot of the signing identity.</summary>
    public string? SigningSlot { get; init; }

    /// <summary>The user may switch signing.</summary>
    public bool SigningUserOverrideable { get; init; }

    /// <summary>The user may choose the signing identity.</summary>
    public bool SigningCertificateUserOverrideable { get; init; }

    /// <summary>Encrypt by default.</summary>
    public bool EncryptByDefault { get; init; }

    /// <summary>The user may switch encryption by default.</summary>
    public bool EncryptByDefaultUserOverrideable { get; init; }

    /// <summary>The slot of the encryption identity.</summary>
    public string? EncryptionSlot { get; init; }

    /// <summary>The user may choose the encryption identity.</summary>
    public bool EncryptionCertificateUserOverrideable { get; init; }

    /// <summary>The lock button in compose.</summary>
    public bool PerMessageSwitch { get; init; }
}
