namespace Chancery.Pki;

/// <summary>A timestamp token (RFC 3161 §2.4.2) found in the unsigned attribute id-aa-timeStampToken (RFC 3161 appendix A).</summary>
/// <param name="Time">The time it states; null where the token cannot be read.</param>
/// <param name="CoversSignature">Its message imprint is the digest of the signature it stands beside.</param>
/// <param name="Signer">The authority's signature over it; null where the token cannot be read.</param>
public sealed record TimestampVerdict(DateTimeOffset? Time, bool CoversSignature, SignerVerdict? Signer);
