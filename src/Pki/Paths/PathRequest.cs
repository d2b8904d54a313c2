using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>The question whether a certificate may be trusted: the inputs of certification path validation (RFC 5280 §6.1.1) and building.</summary>
public sealed record PathRequest
{
    /// <summary>The certificate asked about.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Certificates that may be part of a path, from anywhere, in any order; none is trusted. At most
    /// <see cref="PathLimits.MaxIntermediates"/>.</summary>
    public IReadOnlyList<X509Certificate2> Intermediates { get; init; } = [];

    /// <summary>What is trusted.</summary>
    public required TrustAnchors Trust { get; init; }

    /// <summary>The instant at which every certificate must have been valid: now, or when the mail was signed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The instant at which revocation lists and OCSP responses must be current; null for <see cref="At"/>. To ask today about mail of last
    /// year: today.</summary>
    public DateTimeOffset? EvidenceAt { get; init; }

    /// <summary>What the certificate is used for.</summary>
    public KeyPurpose Purpose { get; init; }

    /// <summary>The lists and responses at hand. Each is verified when it is used; none need be trusted.</summary>
    public RevocationData Revocation { get; init; } = RevocationData.None;

    /// <summary>How much must be known of revocation.</summary>
    public RevocationMode RevocationMode { get; init; }

    /// <summary>The certificate policies acceptable to the user, as object identifiers; empty for any (RFC 5280 §6.1.1 (c)).</summary>
    public ImmutableArray<string> InitialPolicies { get; init; } = [];

    /// <summary>Whether the path must be valid for one of <see cref="InitialPolicies"/> (initial-explicit-policy).</summary>
    public bool RequireExplicitPolicy { get; init; }

    /// <summary>Whether policy mapping is forbidden (initial-policy-mapping-inhibit).</summary>
    public bool InhibitPolicyMapping { get; init; }

    /// <summary>Whether anyPolicy in a certificate is to be ignored (initial-any-policy-inhibit).</summary>
    public bool InhibitAnyPolicy { get; init; }

    /// <summary>Whether signatures with SHA-1 are taken: for archives, whose authorities had nothing better. MD5 and MD2 never are.</summary>
    public bool AllowSha1 { get; init; }

    /// <summary>What the work may cost.</summary>
    public PathLimits Limits { get; init; } = PathLimits.Default;
}
