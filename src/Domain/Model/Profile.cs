using System.Collections.Immutable;

namespace Chancery.Domain;

/// <summary>The four kinds of profile.</summary>
public enum ProfileKind
{
    /// <summary>Roots and intermediates to trust.</summary>
    TrustedCertificate,

    /// <summary>A certificate issued per device.</summary>
    PkcsCertificate,

    /// <summary>The certificates imported for a person.</summary>
    ImportedPfx,

    /// <summary>The mail account, S/MIME on.</summary>
    Email,
}

/// <summary>A profile (Graph <c>deviceConfiguration</c>): platform-neutral inside, one policy for every platform it names.</summary>
/// <param name="Id">The identifier.</param>
/// <param name="DisplayName">The name administrators see. It never reaches a device, so that renaming replaces nothing there.</param>
/// <param name="Description">What administrators noted.</param>
/// <param name="Version">Counts the changes.</param>
/// <param name="Platforms">The platforms it is for.</param>
/// <param name="Settings">What it says.</param>
public sealed record Profile(
    Guid Id, string DisplayName, string? Description, int Version, ImmutableHashSet<Platform> Platforms, ProfileSettings Settings)
{
    /// <summary>The kind, as the settings have it.</summary>
    public ProfileKind Kind => Settings.Kind;
}
