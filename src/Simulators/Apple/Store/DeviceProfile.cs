using System.Collections.Immutable;
using Chancery.Simulators.Apple.Payloads;

namespace Chancery.Simulators.Apple.Store;

/// <summary>
/// A configuration profile on a device, with everything it brought. What it brought lives here and nowhere else, so removing or
/// replacing the profile cannot forget a part of it.
/// </summary>
public sealed record DeviceProfile
{
    /// <summary>PayloadIdentifier.</summary>
    public required string Identifier { get; init; }

    /// <summary>PayloadUUID.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>PayloadDisplayName.</summary>
    public string? DisplayName { get; init; }

    /// <summary>PayloadOrganization.</summary>
    public string? Organization { get; init; }

    /// <summary>The channel it is installed on.</summary>
    public required MdmChannel Channel { get; init; }

    /// <summary>Whether the MDM server installed it (and unenrolling removes it).</summary>
    public required bool IsManaged { get; init; }

    /// <summary>Whether it came encrypted to the device.</summary>
    public required bool IsEncrypted { get; init; }

    /// <summary>The profile in clear, as a property list.</summary>
    public required byte[] Clear { get; init; }

    /// <summary>Its payloads.</summary>
    public required ImmutableArray<PayloadHeader> Payloads { get; init; }

    /// <summary>The identities it brought.</summary>
    public ImmutableArray<KeychainIdentity> Identities { get; init; } = [];

    /// <summary>The certificates it brought.</summary>
    public ImmutableArray<DeviceCertificate> Certificates { get; init; } = [];

    /// <summary>The accounts it brought.</summary>
    public ImmutableArray<MailAccount> Accounts { get; init; } = [];

    /// <summary>The preferences it brought.</summary>
    public ImmutableArray<CertificatePreference> Preferences { get; init; } = [];

    /// <summary>The enrolment, where this is the MDM profile.</summary>
    public MdmSettings? Mdm { get; init; }
}

/// <summary>What every payload begins with.</summary>
/// <param name="Type">PayloadType.</param>
/// <param name="Identifier">PayloadIdentifier.</param>
/// <param name="Uuid">PayloadUUID.</param>
/// <param name="DisplayName">PayloadDisplayName.</param>
public sealed record PayloadHeader(string Type, string Identifier, Guid Uuid, string? DisplayName);
