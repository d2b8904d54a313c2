using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>
/// Builds and validates certification paths (RFC 5280 §6, RFC 9618, RFC 9598; revocation by RFC 5280 §6.3 and RFC 6960). Pure: nothing is
/// fetched, no clock is read, no store of the machine is looked at.
/// </summary>
public static class CertificatePath
{
    /// <summary>Searches a path from a certificate to a trust anchor that is valid in every respect.</summary>
    /// <param name="request">The certificate and what is at hand.</param>
    /// <returns>The verdict with its reasons. Certificates in it are those of the request.</returns>
    public static PathResult Validate(PathRequest request)
    {
        if (request.Intermediates.Count > request.Limits.MaxIntermediates)
        {
            return Fail(request, PathVerdict.Unverifiable, PathReasonCode.LimitExceeded, $"More than {request.Limits.MaxIntermediates} certificates.");
        }

        if (PathCertificate.TryRead(request.Certificate.RawDataMemory, request.Certificate) is not { } target)
        {
            return Fail(request, PathVerdict.Invalid, PathReasonCode.CertificateMalformed, "The certificate cannot be read.");
        }

        var context = new PathContext(request);
        var search = new PathSearch(context, request.Trust, PathUses.Of(request.Purpose));
        var outcome = search.Find(target);
        var result = outcome.ToResult();
        if (result.Verdict == PathVerdict.Valid)
        {
            return result;
        }

        result = result with { Missing = [.. result.Missing, .. search.Missing] };
        return context.Work.Exhausted is { } exhausted ? Unfinished(result, outcome, exhausted) : result;
    }

    // What speaks against the certificate itself stands; all else might be otherwise on a path not tried.
    private static PathResult Unfinished(PathResult result, PathOutcome outcome, string exhausted) => result with
    {
        Verdict = outcome.IsAgainstCertificateItself ? PathVerdict.Invalid : PathVerdict.Unverifiable,
        Reasons = [.. result.Reasons.Where(reason => reason.Code != PathReasonCode.LimitExceeded), new(PathReasonCode.LimitExceeded, null, exhausted)],
    };

    private static PathResult Fail(PathRequest request, PathVerdict verdict, PathReasonCode code, string detail) =>
        new(verdict, ImmutableArray.Create<X509Certificate2>(request.Certificate), [new(code, request.Certificate, detail)], [], []);
}
