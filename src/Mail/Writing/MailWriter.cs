using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Mail.Writing;

/// <summary>Writes a mail from the inside out: the body, the signature around it, the encryption around both, the header on top.</summary>
internal static class MailWriter
{
    public static PkiResult<byte[]> Write(
        MailDraft draft, MailSigner? signer, SignatureForm form, IReadOnlyCollection<X509Certificate2>? recipients)
    {
        if (HeaderWriter.Write(draft) is not { } header)
        {
            return new PkiError(PkiErrorCode.MailAddressInvalid, "From and every To must be one mail address each, and there must be a To.");
        }

        if (recipients is not null && (recipients.Count == 0 || !recipients.All(EncryptedEntity.CanEncryptTo)))
        {
            return new PkiError(PkiErrorCode.MailRecipientUnsuitable, "Every recipient needs an RSA certificate whose key usage allows encryption.");
        }

        var entity = BodyWriter.Write(draft);
        if (signer is not null)
        {
            entity = SignedEntity.Wrap(entity, signer, form, draft.Date);
        }

        if (recipients is not null)
        {
            entity = EncryptedEntity.Wrap(entity, recipients);
        }

        return (byte[])[.. header, .. entity];
    }

    /// <summary>A boundary, or the left of a Message-Id, that nothing in the mail can hold by accident.</summary>
    public static string RandomToken() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
