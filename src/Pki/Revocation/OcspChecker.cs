namespace Chancery.Pki;

/// <summary>Finds and believes OCSP responses (RFC 6960 §3.2, §4.2.2.2).</summary>
internal sealed class OcspChecker(PathContext context)
{
    /// <summary>The newest response that may be believed.</summary>
    public RevocationFact StatusOf(IReadOnlyList<PathCertificate> chain, int index, IReadOnlyList<PathKey> keys)
    {
        var best = Unknown(chain[index], "There is no OCSP response.");
        foreach (var file in context.Request.Revocation.ResponsesFor(chain[index].Fields.SerialNumber))
        {
            var fact = StatusBy(file, chain, index, keys);
            if (best.Source is null || (fact.Source is not null && fact.ThisUpdate > best.ThisUpdate))
            {
                best = fact;
            }
        }

        return best;
    }

    /// <summary>What one response says. Its source is null where it may not be believed.</summary>
    public RevocationFact StatusBy(OcspFile file, IReadOnlyList<PathCertificate> chain, int index, IReadOnlyList<PathKey> keys)
    {
        var (certificate, issuer) = (chain[index], chain[index + 1]);
        var single = file.Singles.Where(single => single.CertId.Names(certificate.Fields, issuer.Fields)).MaxBy(single => single.ThisUpdate);
        if (single is null)
        {
            return Unknown(certificate, "The OCSP response does not speak of the certificate.");
        }

        if (file.HasUnknownCritical || single.HasUnknownCritical)
        {
            return Unknown(certificate, "The OCSP response has a critical extension not known here.");
        }

        if (Currency.Fault(context, single.ThisUpdate, single.NextUpdate) is { } fault)
        {
            return Unknown(certificate, $"The OCSP response {fault}.");
        }

        return IsAuthorised(file, chain, index, keys)
            ? FactOf(certificate, single)
            : Unknown(certificate, "The OCSP response is not by the issuer, nor by a responder of its.");
    }

    private static RevocationFact Unknown(PathCertificate certificate, string detail) => new(certificate.Origin!, RevocationStatus.Unknown, Detail: detail);

    private static RevocationFact FactOf(PathCertificate certificate, OcspSingle single)
    {
        // A responder may have forgotten certificates that expired before it spoke (RFC 6960 §4.4.4).
        var forgotten = single.Status == RevocationStatus.Good && single.ThisUpdate > certificate.NotAfter && !(single.ArchiveCutoff <= certificate.NotAfter);
        var status = forgotten ? RevocationStatus.Unknown : single.Status;
        var detail = status != RevocationStatus.Unknown ? string.Empty
            : forgotten ? "The OCSP response is from after the certificate expired." : "The responder does not know the certificate.";
        return new(
            certificate.Origin!, status, single.RevokedAt, single.Reason, null, RevocationSource.OcspResponse, single.ThisUpdate, single.NextUpdate, detail);
    }

    private bool IsAuthorised(OcspFile file, IReadOnlyList<PathCertificate> chain, int index, IReadOnlyList<PathKey> keys)
    {
        var issuer = chain[index + 1];
        if (file.NamesResponder(issuer) && IsSignedBy(file, keys[index + 1]))
        {
            return true;
        }

        return file.Certificates.Take(MaxResponders)
            .Select(der => PathCertificate.TryRead(der, null)).OfType<PathCertificate>()
            .Where(responder => file.NamesResponder(responder) && responder.Issuer.Equals(issuer.Subject))
            .Any(responder => IsSignedBy(file, responder.Key) && IsResponder(responder, chain, index, keys));
    }

    private const int MaxResponders = 8;

    private bool IsSignedBy(OcspFile file, PathKey key) => context.Work.TrySignature()
        && SignatureCheck.Verify(key.Info, file.Algorithm, file.ToBeSigned.Span, file.Signature.Span, context.Request.AllowSha1) == SignatureOutcome.Valid;

    // The responder's certificate must be issued by the same key as the certificate asked about.
    private bool IsResponder(PathCertificate responder, IReadOnlyList<PathCertificate> chain, int index, IReadOnlyList<PathKey> keys)
    {
        List<PathCertificate> path = [responder, .. chain.Skip(index + 1)];
        if (context.SignatureOf(responder, keys[index + 1]) != SignatureOutcome.Valid || !new PathValidator(context, PathUse.OcspSigning).IsFit(path))
        {
            return false;
        }

        return responder.Extensions.OcspNoCheck
            || context.Revocation.StatusByLists(path, 0, [responder.Key, .. keys.Skip(index + 1)]).Status != RevocationStatus.Revoked;
    }
}
