namespace Chancery.Pki;

/// <summary>What the parts of one validation share: the request, the certificates at hand, the work done and the signatures verified so far.</summary>
internal sealed class PathContext
{
    private readonly Dictionary<(PathCertificate Child, PathCertificate Issuer), SignatureOutcome> _signatures = [];

    public PathContext(PathRequest request)
    {
        Request = request;
        Work = new(request.Limits);
        Pool = new(request.Intermediates);
        Revocation = new(this);
    }

    public PathRequest Request { get; }

    public PathWork Work { get; }

    public CertificatePool Pool { get; }

    public RevocationChecker Revocation { get; }

    /// <summary>When evidence of revocation must be current.</summary>
    public DateTimeOffset EvidenceAt => Request.EvidenceAt ?? Request.At;

    /// <summary>Whether a certificate carries the signature of an issuer, whose key stands alone. Null once the limit is passed.</summary>
    public SignatureOutcome? SignatureOf(PathCertificate child, PathCertificate issuer)
    {
        if (!_signatures.TryGetValue((child, issuer), out var outcome))
        {
            if (SignatureOf(child, issuer.Key) is not { } verified)
            {
                return null;
            }

            _signatures.Add((child, issuer), outcome = verified);
        }

        return outcome;
    }

    /// <summary>The same for a key that took its parameters from above.</summary>
    public SignatureOutcome? SignatureOf(PathCertificate child, PathKey key) => Work.TrySignature()
        ? SignatureCheck.Verify(key.Info, child.Fields.SignatureAlgorithm, child.Fields.ToBeSigned.Span, child.Fields.Signature.Span, Request.AllowSha1)
        : null;
}
