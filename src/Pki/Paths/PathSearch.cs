namespace Chancery.Pki;

/// <summary>
/// Searches a path upwards, from a certificate to a trust anchor (RFC 4158), depth first, the likeliest issuer first. A path is extended only
/// along signatures that verify, so that names alone lead nowhere.
/// </summary>
internal sealed class PathSearch(PathContext context, TrustAnchors trust, PathUse use)
{
    private readonly PathValidator _validator = new(context, use);
    private readonly Dictionary<PathCertificate, List<Candidate>> _candidates = [];
    private readonly List<MissingEvidence> _missing = [];
    private PathOutcome? _best;

    /// <summary>The best outcome of all paths tried.</summary>
    public PathOutcome Find(PathCertificate target)
    {
        if (trust.Named(target.Subject).FirstOrDefault(anchor => anchor.SameAs(target)) is { } itself)
        {
            Consider(_validator.ValidateTrusted(itself));
        }

        Extend([target]);
        return _best!;
    }

    private bool IsDone => _best?.Verdict == PathVerdict.Valid || context.Work.Exhausted is not null;

    private void Extend(List<PathCertificate> chain)
    {
        var extended = false;
        foreach (var candidate in CandidatesFor(chain[^1]))
        {
            if (_best?.Verdict == PathVerdict.Valid)
            {
                return;
            }

            if (context.Work.Exhausted is null && IsPossible(chain, candidate))
            {
                extended = true;
                chain.Add(candidate.Certificate);
                Continue(chain, candidate.IsAnchor);
                chain.RemoveAt(chain.Count - 1);
            }
        }

        if (!extended && !(IsDone && _best is not null))
        {
            DeadEnd(chain);
        }
    }

    private void Continue(List<PathCertificate> chain, bool isComplete)
    {
        if (!isComplete)
        {
            Extend(chain);
        }
        else if (context.Work.TryPath())
        {
            Consider(_validator.Validate(chain));
        }
    }

    private bool IsPossible(List<PathCertificate> chain, Candidate candidate)
    {
        var issuer = candidate.Certificate;
        if (!candidate.IsAnchor && (chain.Count >= context.Request.Limits.MaxDepth - 1 || chain.Any(issuer.SameNameAndKey)))
        {
            return false;
        }

        // A key that takes its parameters from above is checked once the path is whole (RFC 5280 §6.1.4 (c)).
        return issuer.Key.LacksParameters || context.SignatureOf(chain[^1], issuer) is not (null or SignatureOutcome.Invalid);
    }

    private void DeadEnd(List<PathCertificate> chain)
    {
        context.Work.TryPath();
        var outcome = _validator.Examine(chain);
        var last = chain[^1];
        if (last.IsSelfIssued && context.SignatureOf(last, last) is not (null or SignatureOutcome.Invalid))
        {
            outcome.Fail(PathReasonCode.UntrustedRoot, last, "The path ends at a self-signed certificate that is not trusted.");
        }
        else if (chain.Count >= context.Request.Limits.MaxDepth - 1)
        {
            outcome.Fail(PathReasonCode.LimitExceeded, last, $"The path is longer than {context.Request.Limits.MaxDepth} certificates.");
        }
        else if (CandidatesFor(last).Any(candidate => candidate.MayHaveTheKey && !chain.Any(candidate.Certificate.SameNameAndKey)))
        {
            outcome.Fail(PathReasonCode.SignatureInvalid, last, "No certificate at hand of the issuer's name has the key that made the signature.");
        }
        else
        {
            outcome.Fail(PathReasonCode.IssuerUnknown, last, "No certificate of the issuer is at hand.");
        }

        if (last.Extensions.IssuerUrls is { Count: > 0 } urls && last.Origin is { } origin
            && !_missing.Any(missing => ReferenceEquals(missing.Certificate, origin)))
        {
            _missing.Add(new(MissingEvidenceKind.IssuerCertificate, origin, null, [.. urls]));
        }

        Consider(outcome);
    }

    private void Consider(PathOutcome outcome)
    {
        if (_best is null || outcome.Rank > _best.Rank)
        {
            _best = outcome;
        }
    }

    /// <summary>Where issuers' certificates could be fetched that none of the paths had.</summary>
    public IReadOnlyList<MissingEvidence> Missing => _missing;

    private List<Candidate> CandidatesFor(PathCertificate child)
    {
        if (!_candidates.TryGetValue(child, out var candidates))
        {
            var anchors = trust.Named(child.Issuer).ToList();
            candidates =
            [
                .. anchors.Select(anchor => new Candidate(anchor, true, Likelihood(child, anchor))),
                .. context.Pool.Named(child.Issuer).Where(issuer => !anchors.Any(issuer.SameAs))
                    .Select(issuer => new Candidate(issuer, false, Likelihood(child, issuer))),
            ];
            candidates = [.. candidates.OrderByDescending(candidate => candidate.Likelihood)];
            _candidates.Add(child, candidates);
        }

        return candidates;
    }

    // Key identifiers are hints, not proof (RFC 5280 §4.2.1.1): they order, and exclude nobody.
    private int Likelihood(PathCertificate child, PathCertificate issuer)
    {
        var (wanted, had) = (child.Extensions.AuthorityKeyId, issuer.Extensions.SubjectKeyId);
        var byKeyId = wanted.IsEmpty || had.IsEmpty ? 0 : wanted.Span.SequenceEqual(had.Span) ? 2 : -2;
        return byKeyId + (issuer.IsValidAt(context.Request.At) ? 0 : -1);
    }

    private sealed record Candidate(PathCertificate Certificate, bool IsAnchor, int Likelihood)
    {
        public bool MayHaveTheKey => Likelihood >= -1;
    }
}
