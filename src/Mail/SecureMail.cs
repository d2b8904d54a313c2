using System.Security.Cryptography.X509Certificates;
using Chancery.Mail.Reading;
using Chancery.Mail.Writing;
using Chancery.Pki;

namespace Chancery.Mail;

/// <summary>
/// S/MIME (RFC 8551) on MIME: the only place that writes and reads protected mail. Algorithms are explicit: SHA-256, RSA PKCS#1 v1.5 or ECDSA
/// signatures; AES-256-CBC under RSA PKCS#1 v1.5 key transport, which every mail app in use reads.
/// </summary>
public static class SecureMail
{
    /// <summary>The largest mail that <see cref="Open"/> reads, in bytes.</summary>
    public const int LargestMail = 64 * 1024 * 1024;

    /// <summary>Writes a mail without protection.</summary>
    /// <param name="draft">The mail.</param>
    /// <returns>The mail, CRLF line ends; or <c>mailAddressInvalid</c>.</returns>
    public static PkiResult<byte[]> Plain(MailDraft draft) => MailWriter.Write(draft, signer: null, SignatureForm.Detached, recipients: null);

    /// <summary>Writes a signed mail that carries the signer's capabilities, certificates and preferred encryption certificate.</summary>
    /// <param name="draft">The mail.</param>
    /// <param name="signer">Who signs.</param>
    /// <param name="form">The form of the signature.</param>
    /// <returns>The mail; or <c>mailAddressInvalid</c>.</returns>
    public static PkiResult<byte[]> Sign(MailDraft draft, MailSigner signer, SignatureForm form = SignatureForm.Detached) =>
        MailWriter.Write(draft, signer, form, recipients: null);

    /// <summary>Writes an encrypted mail, not signed.</summary>
    /// <param name="draft">The mail.</param>
    /// <param name="recipients">The certificates it is encrypted to, RSA; give the author's own too, so that the sent copy stays readable.</param>
    /// <returns>The mail; or <c>mailAddressInvalid</c>, <c>mailRecipientUnsuitable</c>.</returns>
    public static PkiResult<byte[]> Encrypt(MailDraft draft, IReadOnlyCollection<X509Certificate2> recipients) =>
        MailWriter.Write(draft, signer: null, SignatureForm.Detached, recipients);

    /// <summary>Writes a mail signed, then encrypted.</summary>
    /// <param name="draft">The mail.</param>
    /// <param name="signer">Who signs.</param>
    /// <param name="recipients">The certificates it is encrypted to, RSA.</param>
    /// <param name="form">The form of the signature inside.</param>
    /// <returns>The mail; or <c>mailAddressInvalid</c>, <c>mailRecipientUnsuitable</c>.</returns>
    public static PkiResult<byte[]> SignAndEncrypt(
        MailDraft draft, MailSigner signer, IReadOnlyCollection<X509Certificate2> recipients, SignatureForm form = SignatureForm.Detached) =>
        MailWriter.Write(draft, signer, form, recipients);

    /// <summary>
    /// Opens a mail: takes off its layers, at most eight, decrypting with whichever of the keys a recipient names, and judges the signatures.
    /// A bad signature is a verdict in the result, not a failure. Nothing a mail holds makes this throw.
    /// </summary>
    /// <param name="eml">The mail.</param>
    /// <param name="keys">The reader's keys, the whole history.</param>
    /// <returns>What was inside; or <c>mailMalformed</c>, <c>mailTooLarge</c>, <c>mailTooDeep</c>, <c>mailSenderAmbiguous</c>,
    /// <c>mailNotForKeys</c>, <c>mailUnreadable</c>.</returns>
    public static PkiResult<OpenedMail> Open(ReadOnlyMemory<byte> eml, IReadOnlyCollection<MailKey> keys) => MailReader.Open(eml, keys);

    /// <summary>The recipients a mail's outermost encryption names, as <c>issuer#serial</c> or <c>ski#hex</c>; empty where it is not encrypted or
    /// cannot be read.</summary>
    /// <param name="eml">The mail.</param>
    public static IReadOnlyList<string> RecipientsOf(ReadOnlyMemory<byte> eml) => MailReader.RecipientsOf(eml);
}
