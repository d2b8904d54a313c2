using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>The server side of SCEP (RFC 8894): opens requests, writes replies. It decides nothing about who may have a certificate.</summary>
public static class ScepServer
{
    /// <summary>The answer to GetCACaps (RFC 8894 §3.5.2).</summary>
    public const string Capabilities = "POSTPKIOperation\nSHA-256\nAES\nSCEPStandard\nRenewal\n";

    /// <summary>The smallest RSA key certified, in bits.</summary>
    public const int MinRsaBits = 2048;

    /// <summary>The largest message read, in bytes.</summary>
    public const int MaxMessageBytes = 256 * 1024;

    /// <summary>Reads the outside of a message: verified signature, type, transaction, nonce, requester. The authority's key is not needed.</summary>
    /// <param name="message">The CMS message, DER or BER.</param>
    /// <returns>The transaction; <c>scepMalformed</c>, <c>scepSignatureInvalid</c>.</returns>
    public static PkiResult<ScepTransaction> ReadTransaction(ReadOnlyMemory<byte> message)
    {
        var outside = ScepReader.ReadOutside(message);
        return outside.IsOk ? outside.Value.Transaction : outside.Error;
    }

    /// <summary>Opens a certification request.</summary>
    /// <param name="message">The CMS message, DER or BER, at most <see cref="MaxMessageBytes"/>.</param>
    /// <param name="ca">The authority's certificate, the recipient.</param>
    /// <param name="key">Its key.</param>
    /// <returns>The request; <c>scepMalformed</c> (also for message types that ask for no certificate), <c>scepSignatureInvalid</c>,
    /// <c>scepKeyRefused</c>; and <c>cmsDecryptFailed</c> alike for an envelope that does not decrypt and for one whose content is no request
    /// signed by its own key. The envelope is not authenticated, so whoever relays a message could otherwise alter it, ask, and read the
    /// challenge out of the answers octet by octet.</returns>
    public static PkiResult<ScepRequest> Open(ReadOnlyMemory<byte> message, X509Certificate2 ca, RSA key)
    {
        var outside = ScepReader.ReadOutside(message);
        if (!outside.IsOk)
        {
            return outside.Error;
        }

        var (transaction, content) = outside.Value;
        if (transaction.MessageType is not (ScepMessageType.PKCSReq or ScepMessageType.RenewalReq))
        {
            return PkiResult<ScepRequest>.Fail(PkiErrorCode.ScepMalformed, $"The message is a {transaction.MessageType}, not a certification request.");
        }

        return ScepReader.ReadRequest(transaction, content, ca, key);
    }

    /// <summary>Answers a request with its certificate (RFC 8894 §3.3.2.1).</summary>
    /// <param name="request">The request.</param>
    /// <param name="issued">The certificate.</param>
    /// <param name="ca">The authority's certificate.</param>
    /// <param name="key">Its key.</param>
    /// <returns>DER.</returns>
    public static byte[] Success(ScepRequest request, X509Certificate2 issued, X509Certificate2 ca, RSA key) =>
        SignedData.Sign(
            EnvelopedData.Encrypt(SignedData.CertificatesOnly([issued]), [request.Requester], request.Cipher), ca, key, detached: false, [],
            [.. Reply(request.Transaction, status: 0)]);

    /// <summary>Answers a message with a failure (RFC 8894 §3.3.2.2).</summary>
    /// <param name="transaction">The outside of the message.</param>
    /// <param name="failure">Why.</param>
    /// <param name="ca">The authority's certificate.</param>
    /// <param name="key">Its key.</param>
    /// <param name="text">The same for people, or null.</param>
    /// <returns>DER.</returns>
    public static byte[] Failure(ScepTransaction transaction, ScepFailInfo failure, X509Certificate2 ca, RSA key, string? text = null)
    {
        var attributes = Reply(transaction, status: 2);
        attributes.Add(ScepAttributes.Number(Oids.ScepFailInfo, (int)failure));
        if (text is not null)
        {
            attributes.Add(ScepAttributes.Text(Oids.ScepFailInfoText, text, System.Formats.Asn1.UniversalTagNumber.UTF8String));
        }

        // RFC 8894 §3.3.2.2: a failure has no envelope; the content is absent, and what is signed is nothing.
        return SignedData.Sign(ReadOnlyMemory<byte>.Empty, ca, key, detached: true, [], attributes);
    }

    private static List<AsnEncodedData> Reply(ScepTransaction transaction, int status) =>
    [
        ScepAttributes.Number(Oids.ScepMessageType, (int)ScepMessageType.CertRep),
        ScepAttributes.Number(Oids.ScepPkiStatus, status),
        ScepAttributes.Text(Oids.ScepTransactionId, transaction.TransactionId),
        ScepAttributes.Nonce(Oids.ScepRecipientNonce, transaction.SenderNonce),
        ScepAttributes.Nonce(Oids.ScepSenderNonce, RandomNumberGenerator.GetBytes(ScepAttributes.NonceBytes)),
    ];
}
