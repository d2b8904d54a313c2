using System.Security.Cryptography.X509Certificates;
using Chancery.Mail.Reading;
using Chancery.Mail.Writing;
using Chancery.Pki;

namespace Chancery.Mail;

/// <summary>
/// S/MIME (RFC 8551) on MIME: the only place that writes and reads protected mail. Algorithms are those of <see cref="AlgorithmPolicy"/>; the header is
/// protected too (RFC 9788) unless asked otherwise.
/// </summary>
public static class SecureMail
{
    /// <summary>The largest mail that is read or written, in bytes.</summary>
    public const int LargestMail = 64 * 1024 * 1024;

    /// <summary>Writes a mail without protection.</summary>
    /// <param name="draft">The mail.</param>
    /// <returns>The mail, CRLF line ends; or <c>mailAddressInvalid</c>.</returns>
    public static PkiResult<byte[]> Plain(MailDraft draft) => MailWriter.Plain(draft);

    /// <summary>Writes a mail, protected.</summary>
    /// <param name="draft">The mail.</param>
    /// <param name="settings">How.</param>
    /// <returns>The mail, and those to the recipients in Bcc; or <c>mailAddressInvalid</c>, <c>mailTooLarge</c>, <c>mailRecipientUnsuitable</c>,
    /// <c>keyUnsupported</c>, <c>signerUnsuitable</c>.</returns>
    public static PkiResult<ProtectedMail> Protect(MailDraft draft, ProtectionSettings settings) => MailWriter.Write(draft, settings);

    /// <summary>Protects a message that exists. Its body is kept byte for byte, except for line ends and for parts that would not survive the road, which
    /// are encoded anew (RFC 8551 §3.1); a Bcc field is left out.</summary>
    /// <param name="message">The message (RFC 5322), at most <see cref="LargestMail"/> bytes.</param>
    /// <param name="settings">How.</param>
    /// <returns>As <see cref="Protect(MailDraft, ProtectionSettings)"/>; or <c>mailMalformed</c>.</returns>
    public static PkiResult<ProtectedMail> Protect(ReadOnlyMemory<byte> message, ProtectionSettings settings) => MailWriter.Write(message, settings);

    /// <summary>Writes a signed mail that carries the signer's capabilities, certificates and preferred encryption certificate.</summary>
    /// <param name="draft">The mail.</param>
    /// <param name="signer">Who signs.</param>
    /// <param name="form">The form of the signature.</param>
    /// <returns>The mail; or <c>mailAddressInvalid</c>, <c>mailTooLarge</c>, <c>keyUnsupported</c>, <c>signerUnsuitable</c>.</returns>
    public static PkiResult<byte[]> Sign(MailDraft draft, MailSigner signer, SignatureForm form = SignatureForm.Detached) =>
        Message(Protect(draft, new ProtectionSettings { Signers = [signer], Form = form }));

    /// <summary>Signs a message that exists.</summary>
    /// <param name="message">The message (RFC 5322).</param>
    /// <param name="signer">Who signs.</param>
    /// <param name="time">When; null leaves it out.</param>
    /// <param name="form">The form of the signature.</param>
    /// <returns>The message; or <c>mailMalformed</c>, <c>mailTooLarge</c>, <c>keyUnsupported</c>, <c>signerUnsuitable</c>.</returns>
    public static PkiResult<byte[]> SignMessage(
        ReadOnlyMemory<byte> message, MailSigner signer, DateTimeOffset? time, SignatureForm form = SignatureForm.Detached) =>
        Message(Protect(message, new ProtectionSettings { Signers = [signer], SigningTime = time, Form = form }));

    /// <summary>Writes an encrypted mail, not signed.</summary>
    /// <param name="draft">The mail.</param>
    /// <param name="recipients">The certificates it is encrypted to, at least one; give the author's own too, so that the sent copy stays readable.</param>
    /// <returns>The mail; or <c>mailAddressInvalid</c>, <c>mailTooLarge</c>, <c>mailRecipientUnsuitable</c>.</returns>
    public static PkiResult<byte[]> Encrypt(MailDraft draft, IReadOnlyCollection<X509Certificate2> recipients) => recipients.Count == 0 ? NoRecipient
        : Message(Protect(draft, new ProtectionSettings { Recipients = [.. recipients.Select(one => new MailRecipient(one))] }));

    /// <summary>Encrypts a message that exists.</summary>
    /// <param name="message">The message (RFC 5322).</param>
    /// <param name="recipients">The certificates it is encrypted to, at least one.</param>
    /// <returns>The message; or <c>mailMalformed</c>, <c>mailTooLarge</c>, <c>mailRecipientUnsuitable</c>.</returns>
    public static PkiResult<byte[]> EncryptMessage(ReadOnlyMemory<byte> message, IReadOnlyCollection<X509Certificate2> recipients) => recipients.Count == 0
        ? NoRecipient : Message(Protect(message, new ProtectionSettings { Recipients = [.. recipients.Select(one => new MailRecipient(one))] }));

    /// <summary>Writes a mail signed, then encrypted.</summary>
    /// <param name="draft">The mail.</param>
    /// <param name="signer">Who signs.</param>
    /// <param name="recipients">The certificates it is encrypted to, at least one.</param>
    /// <param name="form">The form of the signature inside.</param>
    /// <returns>The mail; or <c>mailAddressInvalid</c>, <c>mailTooLarge</c>, <c>mailRecipientUnsuitable</c>, <c>keyUnsupported</c>,
    /// <c>signerUnsuitable</c>.</returns>
    public static PkiResult<byte[]> SignAndEncrypt(
        MailDraft draft, MailSigner signer, IReadOnlyCollection<X509Certificate2> recipients, SignatureForm form = SignatureForm.Detached) =>
        recipients.Count == 0 ? NoRecipient : Message(Protect(draft, new ProtectionSettings
        {
            Signers = [signer],
            Form = form,
            Recipients = [.. recipients.Select(one => new MailRecipient(one))],
        }));

    /// <summary>
    /// Opens a mail: takes off its layers, at most eight, decrypting with whichever of the keys a recipient names, and judges the signatures.
    /// A bad signature is a verdict in the result, not a failure. Nothing a mail holds makes this throw.
    /// </summary>
    /// <param name="eml">The mail.</param>
    /// <param name="keys">The reader's keys, the whole history; those that cannot decrypt mail are passed over. What is made ready of them is kept with
    /// them: keep the keys between mails.</param>
    /// <returns>What was inside; or <c>mailMalformed</c>, <c>mailTooLarge</c>, <c>mailTooDeep</c>, <c>mailSenderAmbiguous</c>,
    /// <c>mailNotForKeys</c>, <c>mailUnreadable</c>, <c>cmsAlgorithmLegacy</c>, <c>cmsAlgorithmUnsupported</c>.</returns>
    public static PkiResult<OpenedMail> Open(ReadOnlyMemory<byte> eml, IReadOnlyCollection<MailKey> keys) =>
        MailReader.Open(eml, () => PreparedDecryption.Of(keys), DecryptionPolicy.Current);

    /// <summary>The same with keys made ready, which may be kept between mails, and with a policy.</summary>
    /// <param name="eml">The mail.</param>
    /// <param name="keys">The reader's keys, the whole history.</param>
    /// <param name="policy">What is opened with them; null for <see cref="DecryptionPolicy.Current"/>. Mail of the years of 3DES and RC2 needs
    /// <see cref="DecryptionPolicy.Archive"/>.</param>
    /// <returns>As <see cref="Open(ReadOnlyMemory{byte}, IReadOnlyCollection{MailKey})"/>.</returns>
    public static PkiResult<OpenedMail> Open(ReadOnlyMemory<byte> eml, DecryptionKeys keys, DecryptionPolicy? policy = null) =>
        MailReader.Open(eml, () => keys, policy ?? DecryptionPolicy.Current);

    /// <summary>The recipients a mail's outermost encryption names, as <c>issuer#serial</c> or <c>ski#hex</c>; empty where it is not encrypted or
    /// cannot be read.</summary>
    /// <param name="eml">The mail.</param>
    public static IReadOnlyList<string> RecipientsOf(ReadOnlyMemory<byte> eml) => MailReader.RecipientsOf(eml);

    private static PkiResult<byte[]> Message(PkiResult<ProtectedMail> written) => written.IsOk ? written.Value.Message : written.Error;

    private static PkiError NoRecipient => new(PkiErrorCode.MailRecipientUnsuitable, "There is no recipient.");
}
