using System.Text.Json.Serialization;

namespace Chancery.Client;

/// <summary>A device configuration (Graph <c>deviceConfiguration</c>): what all kinds have.</summary>
public sealed record ClientProfile
{
    /// <summary>Identifier.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Its kind, as Graph names it.</summary>
    [JsonPropertyName("@odata.type")]
    public string? ODataType { get; init; }

    /// <summary>Its version.</summary>
    public int Version { get; init; }
}

/// <summary>A profile to create.</summary>
[JsonDerivedType(typeof(TrustedProfileDraft), "#chancery.trustedCertificateProfile")]
[JsonDerivedType(typeof(PkcsProfileDraft), "#chancery.pkcsCertificateProfile")]
[JsonDerivedType(typeof(ImportedProfileDraft), "#chancery.importedPfxProfile")]
[JsonDerivedType(typeof(EmailProfileDraft), "#chancery.emailProfile")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "@odata.type")]
public abstract record ProfileDraft
{
    /// <summary>Its name.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }
}

/// <summary>Certificates of authorities to trust.</summary>
public sealed record TrustedProfileDraft : ProfileDraft
{
    /// <summary>One certificate in DER, or several in PEM.</summary>
    public required byte[] TrustedRootCertificate { get; init; }

    /// <summary>The file's name.</summary>
    public string? CertFileName { get; init; }
}

/// <summary>A certificate for each device, made by the connector's authority.</summary>
public sealed record PkcsProfileDraft : ProfileDraft
{
    /// <summary><c>signing</c> or <c>encryption</c>; the latter is unfit for mail, and warned of.</summary>
    public string CertificateUsage { get; init; } = "signing";

    /// <summary><c>rsa2048</c>, <c>rsa3072</c> or <c>ecP256</c>.</summary>
    public string KeyKind { get; init; } = "rsa2048";

    /// <summary>How long a certificate is valid, in days, at most 825.</summary>
    public int CertificateValidityPeriodValue { get; init; } = 365;

    /// <summary>The unit of the above.</summary>
    public string CertificateValidityPeriodScale { get; init; } = "days";

    /// <summary>When a certificate is renewed: what is left of its life, in percent.</summary>
    public int RenewalThresholdPercentage { get; init; } = 20;

    /// <summary>The subject, with Intune's variables; null: the default of the server.</summary>
    public string? SubjectNameFormatString { get; init; }
}

/// <summary>The certificates imported for a person.</summary>
public sealed record ImportedProfileDraft : ProfileDraft
{
    /// <summary><c>smimeEncryption</c> or <c>smimeSigning</c>.</summary>
    public required string IntendedPurpose { get; init; }
}

/// <summary>The mail account with S/MIME on.</summary>
public sealed record EmailProfileDraft : ProfileDraft
{
    /// <summary>The account's name, shown in Mail.</summary>
    public required string AccountName { get; init; }

    /// <summary>The Exchange ActiveSync host.</summary>
    public required string HostName { get; init; }

    /// <summary>S/MIME at all.</summary>
    public bool RequireSmime { get; init; } = true;

    /// <summary>Sign.</summary>
    public bool SmimeSigningEnabled { get; init; } = true;

    /// <summary>The user may switch signing.</summary>
    public bool SmimeSigningUserOverrideEnabled { get; init; }

    /// <summary>The user may choose the signing certificate.</summary>
    public bool SmimeSigningCertificateUserOverrideEnabled { get; init; }

    /// <summary>Encrypt by default.</summary>
    public bool SmimeEncryptByDefaultEnabled { get; init; }

    /// <summary>The user may switch encryption by default.</summary>
    public bool SmimeEncryptByDefaultUserOverrideEnabled { get; init; }

    /// <summary>The user may choose the encryption certificate.</summary>
    public bool SmimeEncryptionCertificateUserOverrideEnabled { get; init; }

    /// <summary>The lock button in compose.</summary>
    public bool SmimeEnablePerMessageSwitch { get; init; } = true;

    /// <summary>The profile of the signing identity: <see cref="Reference"/> of its identifier.</summary>
    [JsonPropertyName("smimeSigningCertificate@odata.bind")]
    public string? SigningCertificate { get; init; }

    /// <summary>The profile of the encryption identity, likewise.</summary>
    [JsonPropertyName("smimeEncryptionCertificate@odata.bind")]
    public string? EncryptionCertificate { get; init; }

    /// <summary>A reference to a profile, as Graph writes it.</summary>
    /// <param name="profileId">The profile.</param>
    public static string Reference(string profileId) => $"/beta/deviceManagement/deviceConfigurations('{profileId}')";
}

/// <summary>Whom a profile is assigned to.</summary>
/// <param name="Kind">The kind of target.</param>
/// <param name="GroupId">The group, where the kind is one of a group.</param>
public sealed record AssignmentTarget(AssignmentTargetKind Kind, string? GroupId = null);

/// <summary>The kinds of target.</summary>
public enum AssignmentTargetKind
{
    /// <summary>Every user's devices.</summary>
    AllUsers,

    /// <summary>Every device.</summary>
    AllDevices,

    /// <summary>The members of a group.</summary>
    Group,

    /// <summary>Everybody else's, but not those of the members of a group.</summary>
    ExclusionGroup,
}
