namespace Chancery.Simulators.Apple.Protocol;

/// <summary>Draws a device's misbehaviour, report by report, and remembers it.</summary>
internal sealed class Mischief(Misbehaviour how, int seed, string device)
{
    private readonly SeededSource _source = new(seed, $"{device} mischief");
    private readonly List<MischiefDone> _done = [];
    private int _report;

    public IReadOnlyList<MischiefDone> Done => _done;

    /// <summary>
    /// What befalls the next report. Always the same number of draws, so that one probability does not shift the others.
    /// </summary>
    public Fate Next()
    {
        _report++;
        var delayed = _source.NextUnit() < how.Delay;
        var length = _source.NextUnit();
        var reordered = _source.NextUnit() < how.Reorder;
        var which = _source.NextUnit();
        var duplicated = _source.NextUnit() < how.Duplicate;
        var dropped = _source.NextUnit() < how.Drop;
        return new Fate(_report, delayed ? how.LongestDelay * length : TimeSpan.Zero, reordered ? which : null, duplicated, dropped);
    }

    public void Remember(Fate fate, MischiefKind kind) => _done.Add(new MischiefDone(fate.Report, kind));
}

/// <summary>What befalls one report.</summary>
/// <param name="Report">Its number, from 1.</param>
/// <param name="Delay">How long it waits first.</param>
/// <param name="Replay">Where in the past (0 oldest, 1 newest) lies the report that arrives again before it.</param>
/// <param name="Duplicated">Whether it is sent twice.</param>
/// <param name="Dropped">Whether its response is lost.</param>
internal readonly record struct Fate(int Report, TimeSpan Delay, double? Replay, bool Duplicated, bool Dropped);
