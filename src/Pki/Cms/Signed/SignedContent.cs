using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>What a verified SignedData holds. Nothing is said of whether the signer is trusted: chain, dates and identity are the caller's affair.</summary>
/// <param name="Content">The content signed: what was inside, or the detached content handed in.</param>
/// <param name="Signer">The certificate whose key signed.</param>
/// <param name="Certificates">Every certificate of the message, the signer's among them.</param>
/// <param name="Attributes">The signed attributes: the DER of each one's first value, by object identifier.</param>
public sealed record SignedContent(
    byte[] Content, X509Certificate2 Signer, ImmutableArray<X509Certificate2> Certificates, ImmutableDictionary<string, byte[]> Attributes);
