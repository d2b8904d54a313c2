namespace Chancery.Directories;

/// <summary>How evidence is fetched and kept.</summary>
public sealed record RevocationFetcherOptions
{
    /// <summary>What may be dialled. The URLs are from certificates: a stranger chose them.</summary>
    public FetchRules Fetching { get; init; } = FetchRules.Default;

    /// <summary>The folder what was fetched is kept in, made if absent; null: nothing is kept.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>The most bytes kept; what was fetched longest ago goes first.</summary>
    public long MaxCacheBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>How long something kept is used without asking again, where it is not due for renewal before.</summary>
    public TimeSpan RefreshAfter { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Whether nothing is dialled: the answer is made of what is kept.</summary>
    public bool Offline { get; init; }

    /// <summary>Whether revocation lists are asked for before OCSP: a responder learns whose mail is being read.</summary>
    public bool PreferRevocationLists { get; init; }

    /// <summary>The largest revocation list fetched, in bytes.</summary>
    public int MaxRevocationListBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How many times what is missing is fetched and the path validated anew.</summary>
    public int MaxRounds { get; init; } = 8;

    /// <summary>The most fetches for one path.</summary>
    public int MaxFetches { get; init; } = 32;

    /// <summary>How long all fetches for one path may take together.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
