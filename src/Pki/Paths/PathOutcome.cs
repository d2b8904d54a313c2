using System.Collections.Immutable;

namespace Chancery.Pki;

/// <summary>What came of one path, complete or not.</summary>
internal sealed class PathOutcome(IReadOnlyList<PathCertificate> chain, bool reachesAnchor)
{
    // More evidence may take these away.
    private static readonly PathReasonCode[] Open =
        [PathReasonCode.IssuerUnknown, PathReasonCode.UntrustedRoot, PathReasonCode.RevocationUnknown, PathReasonCode.LimitExceeded];

    // These hold on every path.
    private static readonly PathReasonCode[] OfCertificateItself =
    [
        PathReasonCode.CertificateMalformed, PathReasonCode.CertificateExpired, PathReasonCode.CertificateNotYetValid, PathReasonCode.KeyUsageForbids,
        PathReasonCode.ExtendedKeyUsageForbids, PathReasonCode.CriticalExtensionUnknown, PathReasonCode.CertificateRevoked,
        PathReasonCode.CertificateRevokedLater,
    ];

    public IReadOnlyList<PathCertificate> Chain { get; } = [.. chain];

    public List<PathReason> Reasons { get; } = [];

    public IReadOnlySet<string> Policies { get; set; } = ImmutableHashSet<string>.Empty;

    /// <summary>Of each certificate but the anchor, the last of the path first.</summary>
    public List<RevocationFact> Revocation { get; } = [];

    public List<MissingEvidence> Missing { get; } = [];

    public PathVerdict Verdict => Reasons.Count == 0 ? PathVerdict.Valid
        : Reasons.All(reason => Open.Contains(reason.Code)) ? PathVerdict.Unverifiable
        : PathVerdict.Invalid;

    public bool IsAgainstCertificateItself =>
        Reasons.Any(reason => OfCertificateItself.Contains(reason.Code) && ReferenceEquals(reason.Certificate, Chain[0].Origin));

    /// <summary>The higher, the more it tells: a revocation known by one path is not undone by another that knows less.</summary>
    public int Rank => Verdict == PathVerdict.Valid ? 5
        : reachesAnchor && IsAgainstCertificateItself ? 4
        : reachesAnchor ? (Verdict == PathVerdict.Unverifiable ? 3 : 2)
        : Verdict == PathVerdict.Invalid ? 1
        : 0;

    public void Fail(PathReasonCode code, PathCertificate certificate, string detail) => Reasons.Add(new(code, certificate.Origin, detail));

    public PathResult ToResult() => new(
        Verdict, [.. Chain.Select(certificate => certificate.Origin!)], [.. Reasons], [.. Policies.Order(StringComparer.Ordinal)], [.. Missing])
    {
        Revocation = [.. Revocation],
    };
}
