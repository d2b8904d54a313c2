using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>A request as a SCEP client sent it, kept until its reply is read.</summary>
public sealed class ScepClientRequest
{
    internal ScepClientRequest(byte[] message, string transactionId, byte[] senderNonce, RSA key, X509Certificate2 requester, RSA requesterKey) =>
        (Message, TransactionId, SenderNonce, Key, Requester, RequesterKey) = (message, transactionId, senderNonce, key, requester, requesterKey);

    /// <summary>The message for PKIOperation, DER.</summary>
    public byte[] Message { get; }

    /// <summary>The transaction: SHA-256 of the public key, hexadecimal (RFC 8894 §3.2.1.1).</summary>
    public string TransactionId { get; }

    /// <summary>The nonce the reply must return.</summary>
    public byte[] SenderNonce { get; }

    internal RSA Key { get; }

    internal X509Certificate2 Requester { get; }

    internal RSA RequesterKey { get; }
}
