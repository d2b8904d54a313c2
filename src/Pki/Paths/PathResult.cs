using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>The answer to a <see cref="PathRequest"/>.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Path">The best path found, the certificate asked about first, the anchor last. Where no anchor was reached, as far as it goes.</param>
/// <param name="Reasons">Why the path is not valid; empty where it is.</param>
/// <param name="ValidPolicies">The policies the path is valid for (RFC 5280 §6.1.6, as RFC 9618 computes them); <c>2.5.29.32.0</c> for any.</param>
/// <param name="Missing">What might help and could be fetched.</param>
public sealed record PathResult(
    PathVerdict Verdict, ImmutableArray<X509Certificate2> Path, ImmutableArray<PathReason> Reasons, ImmutableArray<string> ValidPolicies,
    ImmutableArray<MissingEvidence> Missing)
{
    /// <summary>What is known of the revocation of each certificate of the path but the anchor, the certificate asked about first.</summary>
    public ImmutableArray<RevocationFact> Revocation { get; init; } = [];
}
