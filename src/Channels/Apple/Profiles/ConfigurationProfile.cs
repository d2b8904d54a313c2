using System.Collections.Immutable;

namespace Chancery.Channels.Apple.Profiles;

/// <summary>A configuration profile in clear: what the writers write and the simulated devices read.</summary>
public sealed record ConfigurationProfile
{
    /// <summary>Names the profile through all its revisions.</summary>
    public required string PayloadIdentifier { get; init; }

    /// <summary>Names this revision of it.</summary>
    public required Guid PayloadUuid { get; init; }

    /// <summary>What the person sees.</summary>
    public string? PayloadDisplayName { get; init; }

    /// <summary>What the person reads below it.</summary>
    public string? PayloadDescription { get; init; }

    /// <summary>Whose profile it is.</summary>
    public string? PayloadOrganization { get; init; }

    /// <summary>macOS: <c>PayloadScope</c> User, so identities go into the login keychain; false: System.</summary>
    public bool UserScope { get; init; }

    /// <summary>The payloads, in order.</summary>
    public ImmutableArray<ProfilePayload> Payloads { get; init; } = [];
}

/// <summary>One payload of a profile.</summary>
public abstract record ProfilePayload
{
    /// <summary>Names the payload. A replacing profile updates the payload with the same identifier and UUID.</summary>
    public required string PayloadIdentifier { get; init; }

    /// <summary>What other payloads of the same profile refer to.</summary>
    public required Guid PayloadUuid { get; init; }

    /// <summary>What the person sees.</summary>
    public string? PayloadDisplayName { get; init; }
}

/// <summary><c>com.apple.security.root</c> or, for an intermediate, <c>com.apple.security.pkcs1</c>.</summary>
/// <param name="Certificate">The certificate, DER.</param>
/// <param name="Root">Whether it becomes an anchor of trust.</param>
public sealed record CertificatePayload(byte[] Certificate, bool Root) : ProfilePayload;

/// <summary><c>com.apple.security.pkcs12</c>: one identity.</summary>
/// <param name="Content">The PKCS#12 and its password.</param>
/// <param name="KeyIsExtractable">macOS: whether the key may be exported.</param>
/// <param name="AllowAllAppsAccess">macOS: whether every app may use the key without asking.</param>
public sealed record IdentityPayload(Pkcs12Content Content, bool KeyIsExtractable, bool AllowAllAppsAccess) : ProfilePayload;

/// <summary>A PKCS#12 and its password.</summary>
/// <param name="Pkcs12">The bytes.</param>
/// <param name="Password">The password; never empty, for Apple's importer refuses that.</param>
public sealed record Pkcs12Content(byte[] Pkcs12, string Password)
{
    /// <summary>The length alone.</summary>
    public override string ToString() => $"Pkcs12Content {{ {Pkcs12.Length} bytes }}";
}

/// <summary><c>com.apple.eas.account</c> (iOS). The slots of <paramref name="Account"/> are null once written: the UUIDs stand for them.</summary>
/// <param name="Account">The account.</param>
/// <param name="SigningCertificateUuid">The identity payload that signs.</param>
/// <param name="EncryptionCertificateUuid">The identity payload that decrypts, whose certificate goes out with mail.</param>
public sealed record EasAccountPayload(AppleEasAccountSpec Account, Guid? SigningCertificateUuid, Guid? EncryptionCertificateUuid) : ProfilePayload;

/// <summary><c>com.apple.security.identitypreference</c> or <c>certificatepreference</c> (macOS, user channel).</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Name">The mail address.</param>
/// <param name="CertificateUuid">The identity payload.</param>
public sealed record PreferencePayload(ApplePreferenceKind Kind, string Name, Guid CertificateUuid) : ProfilePayload;

/// <summary><c>com.apple.security.scep</c>: how the device gets its identity.</summary>
/// <param name="Scep">The settings.</param>
public sealed record ScepPayload(AppleScepSpec Scep) : ProfilePayload;

/// <summary><c>com.apple.mdm</c>: who manages the device.</summary>
/// <param name="Mdm">The settings.</param>
/// <param name="IdentityCertificateUuid">The identity payload the device shows.</param>
public sealed record MdmPayload(AppleMdmSpec Mdm, Guid IdentityCertificateUuid) : ProfilePayload;

/// <summary>A payload this codec does not know; it is passed over, never written.</summary>
/// <param name="PayloadType">Its type.</param>
public sealed record UnknownPayload(string PayloadType) : ProfilePayload;
