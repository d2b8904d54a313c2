using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Evidence that would have helped and could be fetched. Nothing is fetched here.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Certificate">The certificate it is missing for, which names the URLs.</param>
/// <param name="Issuer">Its issuer's certificate in the path, which <see cref="OcspRequest.Create"/> needs; null where none was found.</param>
/// <param name="Urls">Where the certificate says it is, in its order: any one of them. They come from the certificate and are not to be trusted.</param>
public sealed record MissingEvidence(MissingEvidenceKind Kind, X509Certificate2 Certificate, X509Certificate2? Issuer, ImmutableArray<string> Urls);

/// <summary>Kinds of evidence.</summary>
public enum MissingEvidenceKind
{
    /// <summary>The issuer's certificate, DER or a certificates-only PKCS#7 (caIssuers, RFC 5280 §4.2.2.1).</summary>
    IssuerCertificate,

    /// <summary>A revocation list (cRLDistributionPoints, RFC 5280 §4.2.1.13).</summary>
    RevocationList,

    /// <summary>A delta revocation list (freshestCRL, RFC 5280 §4.2.1.15).</summary>
    DeltaRevocationList,

    /// <summary>An OCSP response (RFC 6960).</summary>
    OcspResponse,
}
