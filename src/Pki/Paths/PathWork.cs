namespace Chancery.Pki;

/// <summary>Counts the work of one validation against its limits. Once one is passed, all that remains ends at once.</summary>
internal sealed class PathWork(PathLimits limits)
{
    private int _signatures;
    private int _paths;
    private long _comparisons;

    /// <summary>What was passed, in words; null while nothing was.</summary>
    public string? Exhausted { get; private set; }

    public bool TrySignature() => Take(++_signatures <= limits.MaxSignatureChecks, $"More than {limits.MaxSignatureChecks} signatures to verify.");

    public bool TryPath() => Take(++_paths <= limits.MaxPaths, $"More than {limits.MaxPaths} paths to try.");

    public bool TryComparisons(long count) =>
        Take((_comparisons += count) <= limits.MaxNameComparisons, $"More than {limits.MaxNameComparisons} comparisons with name constraints.");

    private bool Take(bool within, string what)
    {
        Exhausted ??= within ? null : what;
        return Exhausted is null;
    }
}
