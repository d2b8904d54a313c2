using System.Collections.Immutable;

namespace Chancery.Directories;

/// <summary>What may be dialled for a URL that a stranger wrote (in a certificate, in a redirection), and what it may cost.</summary>
public sealed record FetchRules
{
    /// <summary>The rules for the Internet.</summary>
    public static FetchRules Default { get; } = new();

    /// <summary>Whether addresses may be dialled that are not of the Internet: this machine, private networks, link-local (RFC 6890). An
    /// organisation whose authority's revocation list is on its own network needs it.</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>The ports dialled; empty for any.</summary>
    public ImmutableArray<int> Ports { get; init; } = [80, 443];

    /// <summary>How many redirections are followed; each is checked like the first URL.</summary>
    public int MaxRedirects { get; init; } = 3;

    /// <summary>How long one fetch may take in all.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
