namespace Chancery.Pki;

/// <summary>
/// Finds who signed a list and whether they may (RFC 5280 §6.3.3 (f), (g)): an authority of the path, or a certificate of the list's issuer
/// with a valid path of its own to the same anchor.
/// </summary>
internal sealed class CrlSigners(PathContext context)
{
    private const int MaxNesting = 4;

    private readonly Dictionary<(PathCertificate Signer, PathCertificate Anchor), bool> _known = [];
    private readonly HashSet<PathCertificate> _inProgress = [];

    public bool IsSigned(CrlFile list, IReadOnlyList<PathCertificate> chain, int index, IReadOnlyList<PathKey> keys)
    {
        // Authorities above the certificate have been found good before it, key and revocation and all.
        for (var above = index + 1; above < chain.Count; above++)
        {
            if (chain[above].Subject.Equals(list.Issuer) && PathUse.CrlSigning.AllowsKeyUsage(chain[above].Extensions) && Verifies(list, keys[above]))
            {
                return true;
            }
        }

        return context.Pool.Named(list.Issuer)
            .Where(signer => PathUse.CrlSigning.AllowsKeyUsage(signer.Extensions) && !signer.Key.LacksParameters)
            .Any(signer => Verifies(list, signer.Key) && IsTrusted(signer, chain[^1], chain[index]));
    }

    private bool Verifies(CrlFile list, PathKey key) => context.Work.TrySignature() && list.Verify(key, context.Request.AllowSha1) == SignatureOutcome.Valid;

    private bool IsTrusted(PathCertificate signer, PathCertificate anchor, PathCertificate subject)
    {
        // A signer may be listed nowhere but on its own list; it is then not revoked as long as it does not say so itself.
        if (_inProgress.Contains(signer))
        {
            return signer.SameAs(subject);
        }

        if (_known.TryGetValue((signer, anchor), out var known))
        {
            return known;
        }

        if (_inProgress.Count >= MaxNesting)
        {
            return false;
        }

        _inProgress.Add(signer);
        var outcome = new PathSearch(context, TrustAnchors.Only(anchor), PathUse.CrlSigning).Find(signer);
        _inProgress.Remove(signer);
        return _known[(signer, anchor)] = outcome.Verdict == PathVerdict.Valid;
    }
}
