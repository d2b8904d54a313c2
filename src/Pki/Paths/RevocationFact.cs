using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>What is known of the revocation of one certificate.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="Status">What is known.</param>
/// <param name="RevokedAt">When it was revoked; null unless it is.</param>
/// <param name="Reason">Why; <see cref="X509RevocationReason.Unspecified"/> where nobody said; null unless it is revoked.</param>
/// <param name="InvalidityDate">When the key is thought to have been lost (RFC 5280 §5.3.2), null where nobody said.</param>
/// <param name="Source">Who says so; null where nothing is known.</param>
/// <param name="ThisUpdate">The instant the source speaks of.</param>
/// <param name="NextUpdate">By when it promises news.</param>
/// <param name="Detail">Why nothing is known, in English; empty where something is.</param>
public sealed record RevocationFact(
    X509Certificate2 Certificate, RevocationStatus Status, DateTimeOffset? RevokedAt = null, X509RevocationReason? Reason = null,
    DateTimeOffset? InvalidityDate = null, RevocationSource? Source = null, DateTimeOffset? ThisUpdate = null, DateTimeOffset? NextUpdate = null,
    string Detail = "");

/// <summary>What is known of a revocation.</summary>
public enum RevocationStatus
{
    /// <summary>Nothing is known.</summary>
    Unknown,

    /// <summary>It is not revoked.</summary>
    Good,

    /// <summary>It is revoked, or on hold.</summary>
    Revoked,
}

/// <summary>Sources of knowledge of revocation.</summary>
public enum RevocationSource
{
    /// <summary>A revocation list (RFC 5280 §5).</summary>
    RevocationList,

    /// <summary>An OCSP response (RFC 6960).</summary>
    OcspResponse,
}
