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

    /// <summary>Link enrolment: where the profile is served.</summary>
    public string? EnrollmentUrl { get; init; }
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

    /// <summary>SHA-1 thumbprints (lower case) of the certificates it carries.</summary>
    public IReadOnlyList<string>? Thumbprints { get; init; }

    /// <summary>What went wrong: a code of the catalogue.</summary>
    public string? ErrorCode { get; init; }
}
