namespace Chancery.Channels.Apple.Profiles;

/// <summary>The profile a person installs to enrol: trust for the server's TLS, an identity by SCEP, and management.</summary>
/// <param name="PayloadIdentifier">Stable for the enrolment: the renewal of the identity replaces this profile.</param>
/// <param name="PayloadUuid">A function of the enrolment and of this revision of its profile.</param>
/// <param name="PayloadDisplayName">What the person sees.</param>
/// <param name="PayloadOrganization">The organisation's name.</param>
/// <param name="Mdm">Management.</param>
/// <param name="Scep">The identity.</param>
/// <param name="TlsRoots">Certificates, DER, that the device must trust to reach the server; empty where it is publicly trusted.</param>
public sealed record EnrollmentProfileSpec(
    string PayloadIdentifier, Guid PayloadUuid, string PayloadDisplayName, string PayloadOrganization, AppleMdmSpec Mdm, AppleScepSpec Scep,
    IReadOnlyList<byte[]> TlsRoots)
{
    /// <summary>What the person reads below the name.</summary>
    public string? PayloadDescription { get; init; }
}

/// <summary>What a management server may do (bits of <c>AccessRights</c>). A right cannot be added later without a new enrolment.</summary>
[Flags]
public enum AppleAccessRights
{
    /// <summary>None; Apple refuses a profile with no right.</summary>
    None = 0,

    /// <summary>Inspect profiles.</summary>
    InspectProfiles = 1,

    /// <summary>Install and remove profiles; needs <see cref="InspectProfiles"/>.</summary>
    InstallProfiles = 2,

    /// <summary>Lock the device and clear its passcode.</summary>
    Lock = 4,

    /// <summary>Erase the device.</summary>
    Erase = 8,

    /// <summary>Query device information.</summary>
    DeviceInformation = 16,

    /// <summary>Query network information.</summary>
    NetworkInformation = 32,

    /// <summary>Inspect provisioning profiles.</summary>
    InspectProvisioningProfiles = 64,

    /// <summary>Install and remove provisioning profiles; needs <see cref="InspectProvisioningProfiles"/>.</summary>
    InstallProvisioningProfiles = 128,

    /// <summary>Inspect apps.</summary>
    InspectApps = 256,

    /// <summary>Query restrictions.</summary>
    Restrictions = 512,

    /// <summary>Query security.</summary>
    Security = 1024,

    /// <summary>Change settings.</summary>
    Settings = 2048,

    /// <summary>Manage apps.</summary>
    ManageApps = 4096,

    /// <summary>What this product needs, and no more: profiles, lock, erase, device information, security.</summary>
    Chancery = InspectProfiles | InstallProfiles | Lock | Erase | DeviceInformation | Security,
}

/// <summary>The settings of <c>com.apple.mdm</c>.</summary>
/// <param name="ServerUrl">Where the device connects; must begin with <c>https://</c>.</param>
/// <param name="CheckInUrl">Where the device checks in; likewise.</param>
/// <param name="Topic">The push topic; must begin with <c>com.apple.mgmt.</c></param>
public sealed record AppleMdmSpec(string ServerUrl, string CheckInUrl, string Topic)
{
    /// <summary>The rights.</summary>
    public AppleAccessRights AccessRights { get; init; } = AppleAccessRights.Chancery;

    /// <summary>Each message carries <c>Mdm-Signature</c>, for servers whose TLS ends at a proxy.</summary>
    public bool SignMessage { get; init; } = true;

    /// <summary>The device says when the profile is removed.</summary>
    public bool CheckOutWhenRemoved { get; init; } = true;

    /// <summary>macOS: user channels (<c>com.apple.mdm.per-user-connections</c>). Cannot be changed later.</summary>
    public bool PerUserConnections { get; init; }
}

/// <summary>The settings of <c>com.apple.security.scep</c>: an RSA key that signs and deciphers, and does not leave the device.</summary>
/// <param name="Url">The SCEP address.</param>
/// <param name="Name">The authority's name, which the device repeats; any string.</param>
/// <param name="CommonName">The subject's common name.</param>
/// <param name="Challenge">The one-time challenge. A secret.</param>
/// <param name="CaFingerprint">The digest of the authority's certificate, by which the device knows it; null where TLS alone vouches for it.</param>
public sealed record AppleScepSpec(string Url, string Name, string CommonName, string Challenge, byte[]? CaFingerprint)
{
    /// <summary>The size of the key in bits. Apple's default is 1024, which our authority refuses.</summary>
    public int KeySize { get; init; } = 2048;

    /// <summary>1 signs, 4 deciphers, 5 both: the identity proves the device and opens the profiles encrypted to it.</summary>
    public int KeyUsage { get; init; } = 5;

    /// <summary>Names the address and the subject, not the challenge.</summary>
    public override string ToString() => $"AppleScepSpec {{ {Url}, {CommonName} }}";
}
