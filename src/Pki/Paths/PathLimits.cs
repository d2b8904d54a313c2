namespace Chancery.Pki;

/// <summary>Limits on the work of one <see cref="CertificatePath.Validate"/>: whoever sends mail chooses the certificates in it.</summary>
public sealed record PathLimits
{
    /// <summary>The limits that suit mail.</summary>
    public static PathLimits Default { get; } = new();

    /// <summary>The most certificates in a path, the anchor included.</summary>
    public int MaxDepth { get; init; } = 16;

    /// <summary>The most complete paths tried, for the certificate asked about and for signers of revocation lists together.</summary>
    public int MaxPaths { get; init; } = 100;

    /// <summary>The most signatures verified, of certificates, lists and responses together.</summary>
    public int MaxSignatureChecks { get; init; } = 400;

    /// <summary>The most untrusted certificates looked at. More are refused before any work.</summary>
    public int MaxIntermediates { get; init; } = 10_000;

    /// <summary>The most comparisons of a name with a name constraint.</summary>
    public int MaxNameComparisons { get; init; } = 1 << 18;

    /// <summary>How old a list or response that promises no next one may be.</summary>
    public TimeSpan MaxEvidenceAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How far into the future a list or response may be dated: clocks differ.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(5);
}
