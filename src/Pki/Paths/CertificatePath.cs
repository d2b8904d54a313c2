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
    public static PathResult Validate(PathRequest request) => new(
        PathVerdict.Unverifiable, [request.Certificate], [new(PathReasonCode.IssuerUnknown, request.Certificate, "No certificate of the issuer is at hand.")], [], []);
}
