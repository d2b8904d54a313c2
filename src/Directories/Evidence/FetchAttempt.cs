using System.Collections.Immutable;
using Chancery.Pki;

namespace Chancery.Directories;

/// <summary>Where a piece of evidence is from.</summary>
public enum EvidenceOrigin
{
    /// <summary>Nowhere: the attempt failed.</summary>
    None,

    /// <summary>It was fetched just now.</summary>
    Network,

    /// <summary>It was kept, and is current.</summary>
    Kept,

    /// <summary>It was kept, its time is over, and nothing newer could be had: "not known since", which is not the same as "not known".</summary>
    KeptExpired,
}

/// <summary>One attempt to get one piece of evidence.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Url">Where, as the certificate says.</param>
/// <param name="Origin">Where it is from.</param>
/// <param name="Error">Why it failed, or why nothing newer than what was kept could be had: <c>fetchForbidden</c>, <c>fetchFailed</c>, <c>fetchOffline</c>,
/// <c>crlMalformed</c>, <c>ocspMalformed</c>, <c>ocspRefused</c>, <c>certificateMalformed</c>, <c>certificateTooLarge</c>; null where nothing did.</param>
/// <param name="Expires">Until when it is current, as it says itself; null where it failed.</param>
public sealed record FetchAttempt(MissingEvidenceKind Kind, string Url, EvidenceOrigin Origin, PkiError? Error, DateTimeOffset? Expires);

/// <summary>A path validated with what could be fetched.</summary>
/// <param name="Result">The last verdict.</param>
/// <param name="Request">The request it answers: the one given, with what was fetched in it; keep it to validate again without the network.</param>
/// <param name="Attempts">What was tried, in order.</param>
public sealed record FetchedPath(PathResult Result, PathRequest Request, ImmutableArray<FetchAttempt> Attempts)
{
    /// <summary>Whether some of the verdict rests on evidence that is past its time because nothing newer could be had.</summary>
    public bool UsedExpired => Attempts.Any(attempt => attempt.Origin == EvidenceOrigin.KeptExpired);
}
