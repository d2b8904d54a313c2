using System.Collections.Immutable;

namespace Chancery.Pki;

/// <summary>A certificate that is asked for. <see cref="Linter.Lint"/> alone turns it into something that can be signed.</summary>
public sealed record CertificateDraft
{
    /// <summary>What it is for.</summary>
    public required CertificateKind Kind { get; init; }

    /// <summary>The SubjectPublicKeyInfo, DER.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>The subject in CertStrToName's syntax, e.g. <c>CN=Alice,E=alice@example.test</c>; may be empty for mail certificates.</summary>
    public required string Subject { get; init; }

    /// <summary>The rfc822Names. Mail certificates need at least one.</summary>
    public ImmutableArray<string> EmailAddresses { get; init; } = [];

    /// <summary>The DNS names and IP addresses of a <see cref="CertificateKind.Tls"/> certificate.</summary>
    public ImmutableArray<string> HostNames { get; init; } = [];

    /// <summary>The first instant of validity; fractions of a second are cut off.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>The last second of validity, inclusive.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>The serial number, unsigned, most significant byte first; null for a random one of 127 bits.</summary>
    public byte[]? SerialNumber { get; init; }

    /// <summary>Where the issuer's CRL is (http). Mail certificates need it.</summary>
    public string? CrlUrl { get; init; }

    /// <summary>Where the issuer's certificate is (http).</summary>
    public string? IssuerUrl { get; init; }

    /// <summary>The S/MIME BR profile whose subject rules are kept and whose policy identifier is written; null writes none, since a private
    /// authority is not bound by them.</summary>
    public SmimeProfile? Profile { get; init; }
}
