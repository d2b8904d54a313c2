using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Chancery.Domain;

/// <summary>What a profile says. Serialises with a discriminator, so that it can be kept as one JSON value.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TrustedCertificateSettings), "trustedCertificate")]
[JsonDerivedType(typeof(PkcsCertificateSettings), "pkcsCertificate")]
[JsonDerivedType(typeof(ImportedPfxSettings), "importedPfx")]
[JsonDerivedType(typeof(EmailSettings), "email")]
public abstract record ProfileSettings
{
    /// <summary>The kind of profile these settings make.</summary>
    [JsonIgnore]
    public ProfileKind Kind => this switch
    {
        TrustedCertificateSettings => ProfileKind.TrustedCertificate,
        PkcsCertificateSettings => ProfileKind.PkcsCertificate,
        ImportedPfxSettings => ProfileKind.ImportedPfx,
        EmailSettings => ProfileKind.Email,
        _ => throw new InvalidOperationException($"No kind of profile has {GetType().Name}."),
    };
}

/// <summary>Certificates of authorities to trust: one or a whole chain.</summary>
/// <param name="Certificates">The certificates.</param>
public sealed record TrustedCertificateSettings(ImmutableArray<TrustedCertificate> Certificates) : ProfileSettings;

/// <summary>One certificate to trust.</summary>
/// <param name="Der">The certificate, DER.</param>
/// <param name="IsRoot">Whether it is self-issued (a root) or an intermediate.</param>
/// <param name="FileName">The file name the administrator gave (Graph <c>certFileName</c>).</param>
public sealed record TrustedCertificate(byte[] Der, bool IsRoot, string? FileName = null);

/// <summary>A certificate issued for a key made for the one device (facts of Intune 1.3, 1.4).</summary>
public sealed record PkcsCertificateSettings : ProfileSettings
{
    /// <summary>What the certificate is for. Encryption per device is planned with the warning <c>pkcsEncryptionPerDevice</c>.</summary>
    public CertificateUsage Usage { get; init; } = CertificateUsage.Signing;

    /// <summary>The kind of key.</summary>
    public KeyKind KeyKind { get; init; } = KeyKind.Rsa2048;

    /// <summary>Days of validity, 1 to 825 (S/MIME BR 6.3.2).</summary>
    public int ValidityDays { get; init; } = 365;

    /// <summary>Renewal starts when this percentage of the certificate's life is left, 1 to 99.</summary>
    public int RenewalThresholdPercentage { get; init; } = 20;

    /// <summary>The subject, in CertStrToName syntax with Intune's variables.</summary>
    public string SubjectNameFormatString { get; init; } = "CN={{EmailAddress}},E={{EmailAddress}}";

    /// <summary>Templates of the rfc822Names of the subject alternative name.</summary>
    public ImmutableArray<string> EmailAddresses { get; init; } = ["{{EmailAddress}}"];

    /// <summary>macOS: every app may use the key without asking.</summary>
    public bool AllowAllAppsAccess { get; init; }
}

/// <summary>Delivers the certificates imported for a person.</summary>
/// <param name="IntendedPurpose">Which of them, by purpose.</param>
public sealed record ImportedPfxSettings(IntendedPurpose IntendedPurpose) : ProfileSettings;
