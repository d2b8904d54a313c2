namespace Chancery.Channels.Apple;

/// <summary>How much of a property list is read before it is refused. The defaults are far above what any real client sends.</summary>
/// <param name="MaxBytes">Bytes of XML.</param>
/// <param name="MaxDepth">Arrays and dictionaries within one another; real ones stay below 10.</param>
/// <param name="MaxValues">Values in all, so that a small document cannot become a large object graph.</param>
public sealed record PlistLimits(int MaxBytes, int MaxDepth, int MaxValues)
{
    /// <summary>8 MiB, 32 deep, 100,000 values: a CertificateList of a thousand certificates, or a profile of fifty identities, is well inside.</summary>
    public static PlistLimits Default { get; } = new(8 * 1024 * 1024, 32, 100_000);
}
