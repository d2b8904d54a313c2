namespace Chancery.Simulators.Apple;

/// <summary>
/// How badly a device behaves, as devices on bad networks do. A server that survives this does not depend on a well-behaved client.
/// Each probability is drawn for every report, by the device's seed.
/// </summary>
/// <param name="Duplicate">The probability that a report is sent twice.</param>
/// <param name="Delay">The probability that a report waits before it is sent.</param>
/// <param name="Reorder">The probability that an old report arrives again before a new one.</param>
/// <param name="Drop">The probability that the response is lost, and the device connects again as if nothing had been said.</param>
public sealed record Misbehaviour(double Duplicate, double Delay, double Reorder, double Drop)
{
    /// <summary>Five in a hundred of each.</summary>
    public static Misbehaviour Default { get; } = new(0.05, 0.05, 0.05, 0.05);

    /// <summary>A model device.</summary>
    public static Misbehaviour None { get; } = new(0, 0, 0, 0);

    /// <summary>The longest delay. It is spent in real time, whatever clock the device has: it is the network's.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMilliseconds(50);
}

/// <summary>A kind of misbehaviour.</summary>
public enum MischiefKind
{
    /// <summary>The report was sent twice.</summary>
    Duplicated,

    /// <summary>The report was sent late.</summary>
    Delayed,

    /// <summary>An old report was sent again before this one.</summary>
    Reordered,

    /// <summary>The response was thrown away and the device connected anew.</summary>
    Dropped,
}

/// <summary>One act of misbehaviour: equal seeds and equal conversations give equal lists.</summary>
/// <param name="Report">The number of the report it befell, from 1.</param>
/// <param name="Kind">What was done.</param>
public sealed record MischiefDone(int Report, MischiefKind Kind);
