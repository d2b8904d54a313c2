using System.Collections.Immutable;

namespace Chancery.Domain;

/// <summary>What a device should have.</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="Items">The items, in the order they are best offered.</param>
/// <param name="Warnings">What an administrator should know, by code of the catalogue; the target names the profile.</param>
/// <param name="RenewalDue">The next instant at which the plan changes by itself; null where it never does.</param>
public sealed record DevicePlan(Guid DeviceId, ImmutableArray<PlannedItem> Items, ImmutableArray<Error> Warnings, DateTimeOffset? RenewalDue);

/// <summary>One item a device should have.</summary>
public sealed record PlannedItem
{
    /// <summary>The item.</summary>
    public required string ItemId { get; init; }

    /// <summary>Its kind.</summary>
    public required ItemKind Kind { get; init; }

    /// <summary>The profile it comes from.</summary>
    public required Guid ProfileId { get; init; }

    /// <summary>The channel it travels on.</summary>
    public required DeploymentChannel Channel { get; init; }

    /// <summary>Whether that channel is not bound yet.</summary>
    public bool WaitsForChannel { get; init; }

    /// <summary>32 hex digits over everything that makes the item what it is.</summary>
    public required string Revision { get; init; }

    /// <summary>The items that must be verified before this one is offered.</summary>
    public ImmutableArray<string> After { get; init; } = [];

    /// <summary>The identities it carries; none for trust.</summary>
    public ImmutableArray<PlannedIdentity> Identities { get; init; } = [];

    /// <summary>The mail account, for an account item.</summary>
    public PlannedAccount? Account { get; init; }

    /// <summary>The certificates to trust, for a trust item.</summary>
    public ImmutableArray<TrustedCertificate> TrustedCertificates { get; init; } = [];

    /// <summary>Whether a key is in it, so that the connector must seal it.</summary>
    public bool NeedsSealing => !Identities.IsEmpty;

    /// <summary>SHA-1 thumbprints of the imported certificates it carries.</summary>
    public ImmutableArray<string> Carries => [.. Identities.OfType<ImportedPlannedIdentity>().Select(identity => identity.Thumbprint)];
}

/// <summary>An identity of an item.</summary>
/// <param name="Slot">The name that joins payload, key and references, e.g. <c>signing</c>.</param>
/// <param name="PayloadUuid">The payload's UUID: a function of the thumbprint (imported), or of profile, device and revision (issued).</param>
/// <param name="AllowAllAppsAccess">macOS: every app may use the key without asking.</param>
public abstract record PlannedIdentity(string Slot, Guid PayloadUuid, bool AllowAllAppsAccess);

/// <summary>A certificate imported for the person.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="PayloadUuid">The payload's UUID.</param>
/// <param name="Thumbprint">SHA-1 of the certificate, lower hex.</param>
/// <param name="Purpose">What it is for.</param>
public sealed record ImportedPlannedIdentity(string Slot, Guid PayloadUuid, string Thumbprint, IntendedPurpose Purpose)
    : PlannedIdentity(Slot, PayloadUuid, AllowAllAppsAccess: false);

/// <summary>A certificate to be issued when the item is sealed.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="PayloadUuid">The payload's UUID.</param>
/// <param name="AllowAllAppsAccess">macOS: every app may use the key without asking.</param>
/// <param name="Request">What to issue.</param>
public sealed record IssuedPlannedIdentity(string Slot, Guid PayloadUuid, bool AllowAllAppsAccess, IssueRequest Request)
    : PlannedIdentity(Slot, PayloadUuid, AllowAllAppsAccess);

/// <summary>A certificate to be issued, variables resolved.</summary>
/// <param name="ProfileId">The PKCS certificate profile.</param>
/// <param name="Usage">What it is for.</param>
/// <param name="KeyKind">The kind of key.</param>
/// <param name="ValidityDays">Days of validity.</param>
/// <param name="Subject">The subject, CertStrToName syntax.</param>
/// <param name="EmailAddresses">The rfc822Names.</param>
public sealed record IssueRequest(
    Guid ProfileId, CertificateUsage Usage, KeyKind KeyKind, int ValidityDays, string Subject, ImmutableArray<string> EmailAddresses);

/// <summary>The mail account of a person on a device.</summary>
/// <param name="Settings">The profile's settings.</param>
/// <param name="UserName">The name at the host, resolved.</param>
/// <param name="EmailAddress">The address, resolved.</param>
/// <param name="SigningSlot">The slot of the signing identity; null without one.</param>
/// <param name="EncryptionSlot">The slot of the encryption identity; null without one. May be the signing slot.</param>
public sealed record PlannedAccount(EmailSettings Settings, string UserName, string EmailAddress, string? SigningSlot, string? EncryptionSlot);
