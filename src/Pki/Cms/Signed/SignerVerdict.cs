using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>One signer of a message, and what its signature is worth as mathematics. Chain, dates, usages and identity are the caller's affair.</summary>
/// <param name="State">The verdict.</param>
/// <param name="Identifier">How the signer names its certificate.</param>
/// <param name="Certificate">The certificate: the one whose key verifies where there is one, else one that bears the name; null where none does.</param>
/// <param name="DigestAlgorithm">For people, e.g. <c>SHA-256</c>; the object identifier where it is not known.</param>
/// <param name="SignatureAlgorithm">For people, e.g. <c>RSA-PSS, SHA-256, MGF1 SHA-256, salt 32</c>; the object identifier where it is not known.</param>
public sealed record SignerVerdict(
    CmsSignatureState State, SignerIdentifier Identifier, X509Certificate2? Certificate, string DigestAlgorithm, string SignatureAlgorithm)
{
    /// <summary>A fact behind a verdict that is not valid, in English; empty where there is nothing to add.</summary>
    public string Detail { get; init; } = string.Empty;

    /// <summary>The signing-time attribute: the signer's own claim.</summary>
    public DateTimeOffset? SigningTime { get; init; }

    /// <summary>Whether the signer signed attributes (RFC 5652 §5.3) and not the bare content.</summary>
    public bool HasSignedAttributes => !SignedAttributes.IsEmpty;

    /// <summary>The signed attributes, in the order of the message. Covered by the signature.</summary>
    public ImmutableArray<CmsAttribute> SignedAttributes { get; init; } = [];

    /// <summary>The unsigned attributes. Anybody can have added them.</summary>
    public ImmutableArray<CmsAttribute> UnsignedAttributes { get; init; } = [];

    /// <summary>Signatures over this signature (RFC 5652 §11.4).</summary>
    public ImmutableArray<SignerVerdict> CounterSignatures { get; init; } = [];

    /// <summary>The timestamp token (RFC 3161, RFC 5652 §11) over this signature, null where there is none.</summary>
    public TimestampVerdict? Timestamp { get; init; }
}
