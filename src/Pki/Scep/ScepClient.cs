using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>The client side of SCEP (RFC 8894): what a device does. AES-256-CBC and SHA-256.</summary>
public static class ScepClient
{
    // The certificate that only carries the key to the server says nothing by its dates (RFC 8894 §2.3); these are fixed so that no clock is asked.
    private static readonly DateTimeOffset NotBefore = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset NotAfter = new(2049, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Makes a request.</summary>
    /// <param name="key">The key to certify, kept by the caller until the reply is read.</param>
    /// <param name="subject">The subject, CertStrToName's syntax.</param>
    /// <param name="challenge">The challenge password, or null.</param>
    /// <param name="ca">The authority's certificate, by its fingerprint the right one.</param>
    /// <param name="current">For a renewal: the current certificate with its RSA key; else null.</param>
    /// <returns>The request.</returns>
    /// <exception cref="ArgumentException">The subject is not a name, or the current certificate has no RSA key.</exception>
    public static ScepClientRequest Create(RSA key, string subject, string? challenge, X509Certificate2 ca, X509Certificate2? current)
    {
        var name = SubjectName.Parse(subject);
        var request = new CertificateRequest(
            name.IsOk ? name.Value : throw new ArgumentException(name.Error.Detail, nameof(subject)), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (challenge is not null)
        {
            // RFC 2985 §5.4.1: a DirectoryString; UTF8String is the one form for every password.
            request.OtherRequestAttributes.Add(ScepAttributes.Text(Oids.ChallengePassword, challenge, System.Formats.Asn1.UniversalTagNumber.UTF8String));
        }

        var requester = current ?? SelfSigned(name.Value, key);
        var requesterKey = current is null ? key : current.GetRSAPrivateKey() ?? throw new ArgumentException("The current certificate has no RSA key.", nameof(current));
        var transactionId = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
        var nonce = RandomNumberGenerator.GetBytes(ScepAttributes.NonceBytes);
        var message = SignedData.Sign(
            EnvelopedData.Encrypt(request.CreateSigningRequest(), ca), requester, requesterKey, detached: false, [],
            [
                ScepAttributes.Number(Oids.ScepMessageType, (int)(current is null ? ScepMessageType.PKCSReq : ScepMessageType.RenewalReq)),
                ScepAttributes.Text(Oids.ScepTransactionId, transactionId),
                ScepAttributes.Nonce(Oids.ScepSenderNonce, nonce),
            ]);
        return new(message, transactionId, nonce, key, requester, requesterKey);
    }

    /// <summary>Reads the reply to a request.</summary>
    /// <param name="reply">The CertRep, DER or BER.</param>
    /// <param name="request">The request.</param>
    /// <param name="ca">The authority's certificate: it must have signed the reply and issued the certificate.</param>
    /// <returns>The certificate, without its key; <c>scepMalformed</c>, <c>scepSignatureInvalid</c> (also a reply to another request),
    /// <c>scepRejected</c>, <c>scepPending</c>, <c>cmsDecryptFailed</c>.</returns>
    public static PkiResult<X509Certificate2> ReadReply(ReadOnlyMemory<byte> reply, ScepClientRequest request, X509Certificate2 ca)
    {
        var signed = ScepReader.Verify(reply);
        if (!signed.IsOk)
        {
            return signed.Error;
        }

        if (!signed.Value.Signer.RawDataMemory.Span.SequenceEqual(ca.RawDataMemory.Span))
        {
            return PkiResult<X509Certificate2>.Fail(PkiErrorCode.ScepSignatureInvalid, "The reply is not signed by the authority.");
        }

        return Hostile.Read(PkiErrorCode.ScepMalformed, "The reply cannot be read.", () => ReadStatus(signed.Value, request, ca));
    }

    private static PkiResult<X509Certificate2> ReadStatus(SignedContent signed, ScepClientRequest request, X509Certificate2 ca)
    {
        var attributes = signed.Attributes;
        if (ScepAttributes.ReadNumber(attributes, Oids.ScepMessageType) != (int)ScepMessageType.CertRep)
        {
            return PkiResult<X509Certificate2>.Fail(PkiErrorCode.ScepMalformed, "The message is not a CertRep.");
        }

        // RFC 8894 §3.2.1.5: the nonce ties the reply to this very request; an older reply is not one.
        var nonce = ScepAttributes.ReadNonce(attributes, Oids.ScepRecipientNonce);
        if (ScepAttributes.ReadText(attributes, Oids.ScepTransactionId) != request.TransactionId || nonce is null || !nonce.AsSpan().SequenceEqual(request.SenderNonce))
        {
            return PkiResult<X509Certificate2>.Fail(PkiErrorCode.ScepSignatureInvalid, "The reply answers another request.");
        }

        return ScepAttributes.ReadNumber(attributes, Oids.ScepPkiStatus) switch
        {
            0 => ReadCertificate(signed.Content, request, ca),
            2 => PkiResult<X509Certificate2>.Fail(PkiErrorCode.ScepRejected, Reason(signed)),
            3 => PkiResult<X509Certificate2>.Fail(PkiErrorCode.ScepPending, "The request waits for a decision."),
            _ => PkiResult<X509Certificate2>.Fail(PkiErrorCode.ScepMalformed, "pkiStatus is missing or not valid."),
        };
    }

    private static string Reason(SignedContent signed)
    {
        var failure = ScepAttributes.ReadNumber(signed.Attributes, Oids.ScepFailInfo) is { } number && Enum.IsDefined((ScepFailInfo)number)
            ? ((ScepFailInfo)number).ToString()
            : "unknown";
        return ScepAttributes.ReadText(signed.Attributes, Oids.ScepFailInfoText) is { } text ? $"{failure}: {text}" : failure;
    }

    private static PkiResult<X509Certificate2> ReadCertificate(byte[] envelope, ScepClientRequest request, X509Certificate2 ca)
    {
        var opened = EnvelopedData.Decrypt(envelope, request.Requester, request.RequesterKey);
        if (!opened.IsOk)
        {
            return opened.Error;
        }

        var certificates = CertificateReader.ReadAll(opened.Value);
        if (!certificates.IsOk)
        {
            return PkiResult<X509Certificate2>.Fail(PkiErrorCode.ScepMalformed, certificates.Error.Detail);
        }

        var issued = certificates.Value.FirstOrDefault(certificate => KeyPairs.Matches(certificate, request.Key));
        return issued is not null && CertificateReader.IsIssuedBy(issued, ca)
            ? issued
            : PkiResult<X509Certificate2>.Fail(PkiErrorCode.ScepMalformed, "The reply has no certificate of the authority for this key.");
    }

    private static X509Certificate2 SelfSigned(X500DistinguishedName subject, RSA key)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, critical: true));
        return request.CreateSelfSigned(NotBefore, NotAfter);
    }
}
