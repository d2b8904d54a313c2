using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>The outside of a SCEP message: what a reply needs, readable without the authority's key.</summary>
/// <param name="MessageType">The type.</param>
/// <param name="TransactionId">The client's name for the exchange.</param>
/// <param name="SenderNonce">The client's nonce, which the reply returns.</param>
/// <param name="Requester">The certificate whose key signed the message; often self-signed, with any dates.</param>
public sealed record ScepTransaction(ScepMessageType MessageType, string TransactionId, byte[] SenderNonce, X509Certificate2 Requester);
