using Chancery.Domain;

namespace Chancery.Simulators.Apple;

/// <summary>What a simulated device is.</summary>
public sealed record SimulatedDeviceOptions
{
    /// <summary>The device's name, e.g. <c>Alice's iPhone</c>.</summary>
    public required string Name { get; init; }

    /// <summary>An iPhone or a Mac.</summary>
    public required Platform Platform { get; init; }

    /// <summary>Fixes everything about the device that is not a key: identifiers, tokens, misbehaviour.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How badly it behaves.</summary>
    public Misbehaviour Misbehaviour { get; init; } = Misbehaviour.Default;

    /// <summary>The device's clock: what certificates are checked against.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The short name of the person logged in (macOS user channel).</summary>
    public string UserShortName { get; init; } = "user";

    /// <summary>The full name of the person logged in (macOS user channel).</summary>
    public string UserLongName { get; init; } = "User";
}
