namespace Chancery.Domain;

/// <summary>Which of a person's attributes is the name at the mail host (Graph <c>usernameSource</c>).</summary>
public enum UsernameSource
{
    /// <summary>The user principal name.</summary>
    UserPrincipalName,

    /// <summary>The primary mail address.</summary>
    PrimarySmtpAddress,
}

/// <summary>Which of a person's attributes is the account's address (Graph <c>userEmailSource</c>).</summary>
public enum EmailAddressSource
{
    /// <summary>The user principal name.</summary>
    UserPrincipalName,

    /// <summary>The primary mail address.</summary>
    PrimarySmtpAddress,
}

/// <summary>
/// The mail account with S/MIME on, bound to a signing and an encryption identity (facts of Intune 4.1). iOS gets the account;
/// macOS, which has no S/MIME switch in profiles, the identities with an identity and a certificate preference for the address.
/// </summary>
public sealed record EmailSettings : ProfileSettings
{
    /// <summary>The Exchange ActiveSync host.</summary>
    public required string HostName { get; init; }

    /// <summary>The account's name, shown in Mail.</summary>
    public required string AccountName { get; init; }

    /// <summary>The user's name at the host.</summary>
    public UsernameSource UsernameSource { get; init; } = UsernameSource.UserPrincipalName;

    /// <summary>The account's address.</summary>
    public EmailAddressSource EmailAddressSource { get; init; } = EmailAddressSource.PrimarySmtpAddress;

    /// <summary>TLS to the host.</summary>
    public bool RequireSsl { get; init; } = true;

    /// <summary>OAuth instead of a password.</summary>
    public bool UseOAuth { get; init; }

    /// <summary>Days of mail to keep on the device: 0 (all), 1, 3, 7, 14 or 31.</summary>
    public int PastDaysToSync { get; init; } = 7;

    /// <summary>Messages may not be moved to another account.</summary>
    public bool BlockMovingMessagesToOtherEmailAccounts { get; init; }

    /// <summary>Other apps may not send with the account.</summary>
    public bool BlockSendingEmailFromThirdPartyApps { get; init; }

    /// <summary>Addresses are not synced to recents.</summary>
    public bool BlockSyncingRecentlyUsedEmailAddresses { get; init; }

    /// <summary>Sign.</summary>
    public bool SmimeSigningEnabled { get; init; } = true;

    /// <summary>The user may switch signing.</summary>
    public bool SmimeSigningUserOverrideEnabled { get; init; }

    /// <summary>The user may choose the signing identity.</summary>
    public bool SmimeSigningCertificateUserOverrideEnabled { get; init; }

    /// <summary>Encrypt by default.</summary>
    public bool SmimeEncryptByDefaultEnabled { get; init; }

    /// <summary>The user may switch encryption by default.</summary>
    public bool SmimeEncryptByDefaultUserOverrideEnabled { get; init; }

    /// <summary>The user may choose the encryption identity.</summary>
    public bool SmimeEncryptionCertificateUserOverrideEnabled { get; init; }

    /// <summary>The lock button in compose.</summary>
    public bool SmimeEnablePerMessageSwitch { get; init; } = true;

    /// <summary>The PKCS or imported PFX profile of the signing identity.</summary>
    public Guid? SigningProfileId { get; init; }

    /// <summary>The PKCS or imported PFX profile of the encryption identity.</summary>
    public Guid? EncryptionProfileId { get; init; }
}
