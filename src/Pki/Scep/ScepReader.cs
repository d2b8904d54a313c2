using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Reads SCEP messages from the outside in.</summary>
internal static class ScepReader
{
    public static PkiResult<(ScepTransaction Transaction, byte[] Content)> ReadOutside(ReadOnlyMemory<byte> message)
    {
        var signed = Verify(message);
        return signed.IsOk
            ? Hostile.Read(PkiErrorCode.ScepMalformed, "A SCEP attribute cannot be read.", () => ReadTransaction(signed.Value))
            : signed.Error;
    }

    /// <summary>Verifies the signature of any SCEP message, with this protocol's codes.</summary>
    public static PkiResult<SignedContent> Verify(ReadOnlyMemory<byte> message)
    {
        if (message.Length > ScepServer.MaxMessageBytes)
        {
            return PkiResult<SignedContent>.Fail(PkiErrorCode.ScepMalformed, $"More than {ScepServer.MaxMessageBytes} bytes.");
        }

        var signed = SignedData.VerifyAbsentAsEmpty(message);
        return signed switch
        {
            { IsOk: true } => signed,
            { Error.Code: PkiErrorCode.CmsSignatureInvalid } => PkiResult<SignedContent>.Fail(PkiErrorCode.ScepSignatureInvalid, signed.Error.Detail),
            _ => PkiResult<SignedContent>.Fail(PkiErrorCode.ScepMalformed, signed.Error.Detail),
        };
    }

    /// <summary>Reads the request in an envelope. Up to the verified signature of the request there is one failure (see <see cref="ScepServer.Open"/>).</summary>
    public static PkiResult<ScepRequest> ReadRequest(ScepTransaction transaction, byte[] content, X509Certificate2 ca, RSA key)
    {
        using var keys = new DecryptionKeys([new DecryptionKey(ca, key)]);
        var opened = CmsEnvelope.OpenUnpadded(content, keys, DecryptionPolicy.Archive);
        if (opened is { IsOk: false, Error.Code: PkiErrorCode.CmsMalformed or PkiErrorCode.CmsTooLarge } or { IsOk: true, Value.Envelope.Authenticated: true })
        {
            return PkiResult<ScepRequest>.Fail(PkiErrorCode.ScepMalformed, "There is no envelope in the message.");
        }

        // RC2 was never a cipher of SCEP's, and is not answered with.
        if (!opened.IsOk || opened.Value.Envelope.Cipher.Family == CipherFamily.Rc2)
        {
            return NotDecrypted;
        }

        var loaded = Hostile.Read(PkiErrorCode.CmsDecryptFailed, CmsEnvelope.NotDecrypted, () =>
        {
            // A bad padding is judged only after the content was, so that it takes as long.
            var request = Load(opened.Value.Envelope.Content, transaction, opened.Value.Envelope.Cipher.Oid);
            return opened.Value.IsPadded ? request : NotDecrypted;
        });
        return loaded.IsOk ? Admit(loaded.Value) : loaded.Error;
    }

    private static PkiResult<ScepRequest> NotDecrypted => PkiResult<ScepRequest>.Fail(PkiErrorCode.CmsDecryptFailed, CmsEnvelope.NotDecrypted);

    private static PkiResult<ScepRequest> Load(byte[] pkcs10, ScepTransaction transaction, string cipher)
    {
        // RFC 2986 §4.2: the request's own signature proves possession of the key; the runtime verifies it here.
        var request = CertificateRequest.LoadSigningRequest(
            pkcs10, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions, RSASignaturePadding.Pkcs1);
        var key = request.PublicKey.ExportSubjectPublicKeyInfo();
        using var rsa = request.PublicKey.GetRSAPublicKey();
        return new ScepRequest
        {
            Transaction = transaction,
            SubjectPublicKeyInfo = key,
            RsaBits = rsa?.KeySize ?? 0,
            PublicKeyHash = KeyPairs.PublicKeyHash(key),
            Cipher = cipher,
            Subject = request.SubjectName.Name,
            ChallengePassword = Challenge(request),
            EmailAddresses = EmailAddresses.Distinct(
                EmailAddresses.OfAlternativeNames(request.CertificateExtensions).Concat(EmailAddresses.OfSubject(request.SubjectName))),
        };
    }

    private static PkiResult<ScepRequest> Admit(ScepRequest request)
    {
        if (request.RsaBits < ScepServer.MinRsaBits)
        {
            return PkiResult<ScepRequest>.Fail(PkiErrorCode.ScepKeyRefused, $"The key is not RSA of at least {ScepServer.MinRsaBits} bits.");
        }

        // RFC 8894 §2.3: a first request is signed with the very key it asks to certify.
        return request.MessageType == ScepMessageType.PKCSReq && CertificateReader.PublicKeyHash(request.Requester) != request.PublicKeyHash
            ? PkiResult<ScepRequest>.Fail(PkiErrorCode.ScepSignatureInvalid, "The message is signed with another key than the request's.")
            : request;
    }

    private static PkiResult<(ScepTransaction Transaction, byte[] Content)> ReadTransaction(SignedContent signed)
    {
        var type = ScepAttributes.ReadNumber(signed.Attributes, Oids.ScepMessageType);
        var transactionId = ScepAttributes.ReadText(signed.Attributes, Oids.ScepTransactionId);
        var nonce = ScepAttributes.ReadNonce(signed.Attributes, Oids.ScepSenderNonce);
        if (type is not { } number || !Enum.IsDefined((ScepMessageType)number)
            || transactionId is not { Length: > 0 and <= ScepAttributes.MaxTransactionId } || !IsPrintable(transactionId)
            || nonce is not { Length: > 0 and <= 64 })
        {
            return PkiResult<(ScepTransaction, byte[])>.Fail(PkiErrorCode.ScepMalformed, "messageType, transactionID or senderNonce is missing or not valid.");
        }

        return (new ScepTransaction((ScepMessageType)number, transactionId, nonce, signed.Signer), signed.Content);
    }

    // The reply must write it back as a PrintableString; micromdm's client sends base64 of a hash, others hexadecimal or a number.
    private static bool IsPrintable(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || " '()+,-./:=?".Contains(c, StringComparison.Ordinal));

    private static string? Challenge(CertificateRequest request)
    {
        var attribute = request.OtherRequestAttributes.FirstOrDefault(attribute => attribute.Oid?.Value == Oids.ChallengePassword);
        return attribute is null ? null : ScepAttributes.ReadString(attribute.RawData);
    }
}
