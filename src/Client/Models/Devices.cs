namespace Chancery.Client;

/// <summary>An enrolment: one device to come, for one person.</summary>
public sealed record ClientEnrollment
{
    /// <summary>Identifier.</summary>
    public required string Id { get; init; }

    /// <summary>The person.</summary>
    public string? UserPrincipalName { get; init; }

    /// <summary><c>iOS</c> or <c>macOS</c>.</summary>
    public string? Platform { get; init; }

    /// <summary>How far it has come.</summary>
    public string? State { get; init; }

    /// <summary>The device that came of it.</summary>
    public string? ManagedDeviceId { get; init; }

    /// <summary>Link enrolment: where the profile is served. Shown once, to the one who asked.</summary>
    public string? Link { get; init; }

    /// <summary>Why it failed.</summary>
    public ClientFailure? Error { get; init; }
}

/// <summary>A managed device (Graph <c>managedDevice</c>).</summary>
public sealed record ClientDevice
{
    /// <summary>Identifier.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public string? DeviceName { get; init; }

    /// <summary><c>iOS</c> or <c>macOS</c>.</summary>
    public string? OperatingSystem { get; init; }

    /// <summary>Whose it is.</summary>
    public string? UserPrincipalName { get; init; }

    /// <summary><c>managed</c>, <c>retirePending</c> and so on.</summary>
    public string? ManagementState { get; init; }

    /// <summary>When it last connected.</summary>
    public DateTimeOffset? LastSyncDateTime { get; init; }
}

/// <summary>One item on one device, and how far it got.</summary>
public sealed record ClientDeployment
{
    /// <summary>The item.</summary>
    public required string Item { get; init; }

    /// <summary>Its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Its state.</summary>
    public required string State { get; init; }

    /// <summary>The channel it travels on.</summary>
    public string? Channel { get; init; }

    /// <summary>SHA-1 thumbprint (lower case) of the certificate it is about, where that is one.</summary>
    public string? Thumbprint { get; init; }

    /// <summary>The identities it carries.</summary>
    public IReadOnlyList<ClientIdentity>? Identities { get; init; }

    /// <summary>What went wrong.</summary>
    public ClientFailure? Error { get; init; }
}

/// <summary>An identity that an item carries.</summary>
/// <param name="Slot">Its slot, e.g. <c>signing</c>.</param>
/// <param name="Thumbprint">SHA-1, lower case.</param>
/// <param name="Issued">Whether it was issued for this device (false: imported).</param>
public sealed record ClientIdentity(string Slot, string Thumbprint, bool Issued);

/// <summary>What went wrong with an object.</summary>
/// <param name="Code">A code of the catalogue.</param>
/// <param name="Detail">A fact that helps.</param>
public sealed record ClientFailure(string? Code, string? Detail);

/// <summary>How the service is.</summary>
/// <param name="Version">The server's version.</param>
/// <param name="ConnectorAvailable">Whether a connector has called lately: without one nothing is issued, imported or sealed.</param>
public sealed record ClientStatus(string? Version, bool ConnectorAvailable);
