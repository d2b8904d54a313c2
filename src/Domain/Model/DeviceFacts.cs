using System.Collections.Immutable;

namespace Chancery.Domain;

/// <summary>Everything that decides what one device should have.</summary>
public sealed record DeviceFacts
{
    /// <summary>The device.</summary>
    public required ManagedDevice Device { get; init; }

    /// <summary>The person it was enrolled for.</summary>
    public User? User { get; init; }

    /// <summary>The groups the device or its user is a member of.</summary>
    public ImmutableHashSet<Guid> Groups { get; init; } = [];

    /// <summary>The profiles that may apply; those not assigned to the device are passed over.</summary>
    public IReadOnlyList<Profile> Profiles { get; init; } = [];

    /// <summary>The assignments of those profiles.</summary>
    public IReadOnlyList<Assignment> Assignments { get; init; } = [];

    /// <summary>The certificates imported for the person.</summary>
    public IReadOnlyList<ImportedCertificate> Imported { get; init; } = [];

    /// <summary>The certificates ever issued for the device.</summary>
    public IReadOnlyList<IssuedCertificate> Issued { get; init; } = [];

    /// <summary>The instant of the plan.</summary>
    public required DateTimeOffset Now { get; init; }
}
