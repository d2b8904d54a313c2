using System.Security.Cryptography.X509Certificates;
using Chancery.Mail.Headers;
using Chancery.Mail.Reading;
using Chancery.Pki;

namespace Chancery.Mail;

/// <summary>Takes the encryption off whatever carries it: a message, an entity without an author, or a bare CMS object. Signatures are not judged: that is
/// <see cref="MailVerification"/>'s.</summary>
public static class MailDecryption
{
    /// <summary>Decrypts a message (RFC 5322, or a MIME entity alone), or a bare CMS object (DER, BER, PEM, or base64 alone). Nothing it holds makes this throw.</summary>
    /// <param name="messageOrCms">The bytes, at most <see cref="SecureMail.LargestMail"/>.</param>
    /// <param name="keys">The reader's keys, the whole history.</param>
    /// <param name="policy">What is opened with them; null for <see cref="DecryptionPolicy.Current"/>.</param>
    /// <returns>What was inside; or <c>mailMalformed</c>, <c>mailTooLarge</c>, <c>mailTooDeep</c>, <c>mailNotForKeys</c>, <c>mailUnreadable</c>,
    /// <c>cmsAlgorithmLegacy</c>, <c>cmsAlgorithmUnsupported</c>.</returns>
    public static PkiResult<DecryptedMessage> Decrypt(ReadOnlyMemory<byte> messageOrCms, DecryptionKeys keys, DecryptionPolicy? policy = null)
    {
        if (messageOrCms.Length > SecureMail.LargestMail)
        {
            return new PkiError(PkiErrorCode.MailTooLarge, $"A mail may have {SecureMail.LargestMail} bytes.");
        }

        try
        {
            return Show(new Unwrapper(keys, policy ?? DecryptionPolicy.Current).Open(messageOrCms));
        }
        catch (Exception e) when (Hostile.Is(e))
        {
            return new PkiError(PkiErrorCode.MailMalformed, "Neither a message nor a CMS object that can be read.");
        }
    }

    /// <summary>
    /// Takes the encryption off a message too large to be held: a bare CMS object (DER, BER, PEM), or a message whose whole body is one in base64 or in
    /// binary. Memory stays bounded; layers inside are left as they are.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="content">Where the content goes. Where this fails, what went there is worthless and must not be used.</param>
    /// <param name="keys">The reader's keys.</param>
    /// <param name="policy">What is opened with them, and how much; null for <see cref="DecryptionPolicy.Current"/>.</param>
    /// <returns>The envelope; or the failures of <see cref="Decrypt(ReadOnlyMemory{byte}, DecryptionKeys, DecryptionPolicy)"/>.</returns>
    /// <exception cref="IOException">A stream failed.</exception>
    public static PkiResult<OpenedEnvelope> Decrypt(Stream message, Stream content, DecryptionKeys keys, DecryptionPolicy? policy = null)
    {
        try
        {
            if (CmsStream.Find(message) is { } cms)
            {
                var opened = CmsEnvelope.Open(cms, content, keys, policy ?? DecryptionPolicy.Current);
                return opened.IsOk ? opened : MailReader.OfMail(opened.Error);
            }
        }
        catch (Exception e) when (Hostile.Is(e))
        {
            // Told below.
        }

        return new PkiError(PkiErrorCode.MailMalformed, "Of a message this large, the whole body must be one CMS object.");
    }

    private static PkiResult<DecryptedMessage> Show(Unwrapped mail)
    {
        if (mail.IsTooDeep)
        {
            return new PkiError(PkiErrorCode.MailTooDeep, $"A mail may have {Unwrapper.DeepestLayer} layers.");
        }

        if (mail.Error is { } error)
        {
            return MailReader.OfMail(error);
        }

        if (mail.Content is not { } content)
        {
            return new PkiError(PkiErrorCode.MailMalformed, "There is no content.");
        }

        var innermost = mail.Layers.LastOrDefault(layer => layer.Envelope is not null);
        return new DecryptedMessage
        {
            Content = content,
            Encrypted = innermost?.Content ?? content,
            Text = mail.Payload is { } payload ? Text(mail, payload) : null,
            Confidentiality = mail.Confidentiality,
            OpenedWith = mail.Layers.Select(layer => layer.Envelope?.OpenedWith).FirstOrDefault(one => one is not null),
            IsSigned = mail.Signatures.Any(),
            From = mail.Message is { } message ? Mime.MailHead.Read(message.Header).From : null,
        };
    }

    private static string Text(Unwrapped mail, Mime.MimeView payload)
    {
        var isHidden = mail.Confidentiality != Confidentiality.None;
        return ContentReader.Text(payload, isHidden && mail.Message is { } message
            && ProtectedHeaders.Read(message.Header, payload, isHidden, signed: false).IsPresent);
    }
}

/// <summary>What was inside the encryption.</summary>
public sealed record DecryptedMessage
{
    /// <summary>What is inside all layers, signatures taken off too: a MIME entity, or whatever a bare CMS object held.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>What is inside the innermost encryption, as it was encrypted, a signature included; <see cref="Content"/> where nothing was encrypted.</summary>
    public required ReadOnlyMemory<byte> Encrypted { get; init; }

    /// <summary>The text, LF line ends; null where the content is no MIME.</summary>
    public required string? Text { get; init; }

    /// <summary>What hid it. Content that was encrypted without authentication is never to be shown together with anything fetched from outside (EFAIL).</summary>
    public required Confidentiality Confidentiality { get; init; }

    /// <summary>The certificate whose key opened the outermost encryption; null where nothing was encrypted.</summary>
    public required X509Certificate2? OpenedWith { get; init; }

    /// <summary>Whether something claims to sign it; whether that may be believed, <see cref="MailVerification"/> tells.</summary>
    public required bool IsSigned { get; init; }

    /// <summary>The author's address, lower-cased; null where there is not exactly one, as in a bare CMS object.</summary>
    public required string? From { get; init; }
}
