using System.Runtime.InteropServices;
using Chancery.Mail.Headers;
using Chancery.Mail.Mime;
using Chancery.Pki;

namespace Chancery.Mail.Reading;

/// <summary>Opens a mail for its reader.</summary>
internal static class MailReader
{
    public static PkiResult<OpenedMail> Open(ReadOnlyMemory<byte> eml, Func<DecryptionKeys?> keys, DecryptionPolicy policy)
    {
        if (eml.Length > SecureMail.LargestMail)
        {
            return new PkiError(PkiErrorCode.MailTooLarge, $"A mail may have {SecureMail.LargestMail} bytes.");
        }

        try
        {
            var header = RawHeader.Read(eml);
            var head = MailHead.Read(header);
            return header is not { IsWhole: true, Fields.Count: > 0 } ? Malformed
                : head.From is null ? new PkiError(PkiErrorCode.MailSenderAmbiguous, "A mail must have one From field with one address.")
                : Read(head.From, new Unwrapper(keys, policy).Open(eml));
        }
        catch (Exception e) when (Hostile.Is(e))
        {
            return Malformed;
        }
    }

    public static IReadOnlyList<string> RecipientsOf(ReadOnlyMemory<byte> eml)
    {
        try
        {
            var layer = Layer.Of(MimeView.Of(eml));
            var outside = layer.Kind == LayerKind.Enveloped ? CmsEnvelope.Inspect(layer.Cms) : default;
            return outside is { IsOk: true, Value: { } info } ? [.. info.Recipients.Select(Name)] : [];
        }
        catch (Exception e) when (Hostile.Is(e))
        {
            return [];
        }
    }

    /// <summary>An error of the engine as one about mail. What fails with a key of ours fails in one way.</summary>
    public static PkiError OfMail(PkiError error) => error.Code switch
    {
        PkiErrorCode.CmsNotForKeys => new PkiError(PkiErrorCode.MailNotForKeys, "The mail is encrypted to none of the keys at hand."),
        PkiErrorCode.CmsDecryptFailed => new PkiError(PkiErrorCode.MailUnreadable, "The encryption does not open."),
        PkiErrorCode.CmsTooLarge => new PkiError(PkiErrorCode.MailTooLarge, error.Detail),
        PkiErrorCode.CmsMalformed => new PkiError(PkiErrorCode.MailMalformed, error.Detail),
        _ => error,
    };

    private static PkiResult<OpenedMail> Read(string from, Unwrapped mail)
    {
        if (mail.IsTooDeep)
        {
            return new PkiError(PkiErrorCode.MailTooDeep, $"A mail may have {Unwrapper.DeepestLayer} layers.");
        }

        if (mail.Error is { } error)
        {
            return OfMail(error);
        }

        if (mail.Payload is not { } payload || mail.Message is null)
        {
            return Malformed;
        }

        if (payload.Tree().Any(part => part.IsCutShort))
        {
            return new PkiError(PkiErrorCode.MailTooDeep, "A mail has parts within parts beyond the limit.");
        }

        return Show(from, mail, payload);
    }

    private static OpenedMail Show(string from, Unwrapped mail, MimeView payload)
    {
        var signature = SignatureJudge.Of([.. mail.Signatures.Select(layer => SignatureJudge.Judge(layer.Signature, from))]);
        var encrypted = mail.Confidentiality != Confidentiality.None;
        var headers = ProtectedHeaders.Read(mail.Message!.Header, mail.Layers.Count > 0 ? payload : null, encrypted, signature.State == SignatureState.Valid);
        if (headers.FromDiffers && signature.State == SignatureState.Valid)
        {
            // RFC 9788 §4.4: whom a reader sees as author depends on the reader.
            signature = signature with { State = SignatureState.SignerIsNotSender, SignerIsFrom = false, PreferredEncryptionCertificate = null };
        }

        if (signature.State == SignatureState.Unsigned && ContentReader.HoldsSignature(payload))
        {
            signature = signature with { State = SignatureState.Partial };
        }

        return new OpenedMail
        {
            From = from,
            To = headers.Head.To,
            Subject = headers.Head.Subject,
            Date = headers.Head.Date,
            Headers = headers.Fields,
            Text = ContentReader.Text(payload, headers.IsPresent && encrypted),
            Attachments = ContentReader.Attachments(payload),
            Content = Array(payload.Raw),
            WasEncrypted = encrypted,
            OpenedWith = mail.Layers.Select(layer => layer.Envelope?.OpenedWith).FirstOrDefault(one => one is not null) is { } with
                ? CertificateReader.Thumbprint(with) : null,
            Protection = new MailProtection(mail.Confidentiality, signature.State is SignatureState.Valid or SignatureState.SignerIsNotSender),
            Signature = signature,
        };
    }

    private static byte[] Array(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment) && segment is { Array: { } whole, Offset: 0 } && segment.Count == whole.Length ? whole : bytes.ToArray();

    private static string Name(RecipientInfo recipient) => recipient.Identifier switch
    {
        { Issuer: { } issuer, SerialNumber: { } serial } => $"{issuer}#{serial}",
        { SubjectKeyIdentifier: { } keyId } => $"ski#{keyId}",
        _ => "unknown",
    };

    private static PkiError Malformed => new(PkiErrorCode.MailMalformed, "The mail cannot be parsed.");
}
