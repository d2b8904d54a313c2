using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Finds out, of each certificate of a valid path from the top down, whether it is revoked.</summary>
internal sealed class RevocationChecker
{
    private readonly PathContext _context;
    private readonly OcspChecker _ocsp;
    private readonly CrlChecker _lists;

    public RevocationChecker(PathContext context) => (_context, _ocsp, _lists) = (context, new(context), new(context));

    /// <summary>Adds what is known, and what follows from it, to an outcome.</summary>
    public void Check(PathOutcome outcome, IReadOnlyList<PathKey> keys)
    {
        for (var index = outcome.Chain.Count - 2; index >= 0; index--)
        {
            var fact = StatusOf(outcome.Chain, index, keys);
            outcome.Revocation.Insert(0, fact);
            Judge(outcome, outcome.Chain[index], fact);
            if (fact.Status == RevocationStatus.Unknown)
            {
                outcome.Missing.AddRange(MissingFor(outcome.Chain[index], outcome.Chain[index + 1]));
            }
        }
    }

    /// <summary>The same of one certificate, by lists alone.</summary>
    public RevocationFact StatusByLists(IReadOnlyList<PathCertificate> chain, int index, IReadOnlyList<PathKey> keys) => _lists.StatusOf(chain, index, keys);

    // Whichever says revoked is believed; the other may not know yet.
    private RevocationFact StatusOf(IReadOnlyList<PathCertificate> chain, int index, IReadOnlyList<PathKey> keys)
    {
        var byResponse = _ocsp.StatusOf(chain, index, keys);
        if (byResponse.Status == RevocationStatus.Revoked)
        {
            return byResponse;
        }

        var byList = _lists.StatusOf(chain, index, keys);
        return byList.Status == RevocationStatus.Revoked || byResponse.Status == RevocationStatus.Unknown ? byList : byResponse;
    }

    private void Judge(PathOutcome outcome, PathCertificate certificate, RevocationFact fact)
    {
        switch (fact.Status)
        {
            case RevocationStatus.Revoked when IsLaterAndHarmless(fact):
                outcome.Fail(
                    PathReasonCode.CertificateRevokedLater, certificate, $"It was revoked on {fact.RevokedAt:u} ({fact.Reason}), after the time asked about.");
                break;
            case RevocationStatus.Revoked:
                outcome.Fail(PathReasonCode.CertificateRevoked, certificate, $"It was revoked on {fact.RevokedAt:u} ({fact.Reason}).");
                break;
            case RevocationStatus.Unknown when MustBeKnown(outcome, certificate):
                outcome.Fail(PathReasonCode.RevocationUnknown, certificate, fact.Detail);
                break;
        }
    }

    private bool MustBeKnown(PathOutcome outcome, PathCertificate certificate) => _context.Request.RevocationMode switch
    {
        RevocationMode.Require => true,
        RevocationMode.RequireEndEntity => certificate == outcome.Chain[0],
        _ => false,
    };

    private bool IsLaterAndHarmless(RevocationFact fact) => fact.RevokedAt > _context.Request.At && !(fact.InvalidityDate <= _context.Request.At)
        && fact.Reason is X509RevocationReason.AffiliationChanged or X509RevocationReason.Superseded or X509RevocationReason.CessationOfOperation
            or X509RevocationReason.CertificateHold or X509RevocationReason.PrivilegeWithdrawn;

    private static IEnumerable<MissingEvidence> MissingFor(PathCertificate certificate, PathCertificate issuer)
    {
        var extensions = certificate.Extensions;
        (MissingEvidenceKind Kind, IEnumerable<string> Urls)[] wanted =
        [
            (MissingEvidenceKind.OcspResponse, extensions.OcspUrls),
            (MissingEvidenceKind.RevocationList, extensions.CrlDistributionPoints.SelectMany(point => point.Urls)),
            (MissingEvidenceKind.DeltaRevocationList, extensions.FreshestCrl.SelectMany(point => point.Urls)),
        ];
        return wanted.Select(one => new MissingEvidence(one.Kind, certificate.Origin!, issuer.Origin, [.. one.Urls])).Where(missing => missing.Urls.Length > 0);
    }
}
