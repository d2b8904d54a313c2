namespace Chancery.Simulators.Apple.Payloads;

/// <summary>An enrolment as its <c>com.apple.mdm</c> payload describes it.</summary>
public sealed record MdmSettings
{
    /// <summary>Where the device connects for commands.</summary>
    public required Uri ServerUrl { get; init; }

    /// <summary>Where it checks in; the same as <see cref="ServerUrl"/> where the payload names none.</summary>
    public required Uri CheckInUrl { get; init; }

    /// <summary>The push topic.</summary>
    public required string Topic { get; init; }

    /// <summary>What the server may do, Apple's bits.</summary>
    public required long AccessRights { get; init; }

    /// <summary>Whether every request carries an <c>Mdm-Signature</c>.</summary>
    public bool SignMessage { get; init; }

    /// <summary>Whether the device says so when the profile is removed.</summary>
    public bool CheckOutWhenRemoved { get; init; }

    /// <summary>Whether users of a Mac get channels of their own.</summary>
    public bool PerUserConnections { get; init; }

    /// <summary>The enrolment mode, where account-driven.</summary>
    public string? EnrollmentMode { get; init; }

    /// <summary>The Managed Apple Account, where account-driven.</summary>
    public string? AssignedManagedAppleId { get; init; }

    /// <summary>The identity the device shows.</summary>
    public required Guid IdentityCertificateUuid { get; init; }
}
