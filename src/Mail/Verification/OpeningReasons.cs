using Chancery.Mail.Reading;
using Chancery.Pki;

namespace Chancery.Mail.Verification;

/// <summary>Why the layers of a message do not come off, and what is to be said of those that do.</summary>
internal static class OpeningReasons
{
    private const int MostRecipientsNamed = 50;

    // RecipientInfos no mail program is known to read, by the names the engine gives them.
    private static readonly string[] Unread = ["X25519", "X448", "ML-KEM", "KEM"];

    public static IEnumerable<MailReason> Of(Unwrapped mail, bool hasKeys)
    {
        if (mail.IsTooDeep || mail.Payload?.Tree().Any(part => part.IsCutShort) == true)
        {
            yield return new MailReason(MailReasonCode.TooDeep);
        }

        foreach (var layer in mail.Layers)
        {
            foreach (var reason in Outside(layer).Concat(Failure(layer, hasKeys)))
            {
                yield return reason;
            }
        }

        if (mail.Confidentiality == Confidentiality.EncryptedIntegrityUnknown)
        {
            yield return new MailReason(MailReasonCode.IntegrityUnknown);
        }
    }

    private static IEnumerable<MailReason> Outside(OpenLayer layer) => (layer.Outside?.Recipients ?? [])
        .Where(recipient => Unread.Any(name => recipient.Algorithm.Contains(name, StringComparison.Ordinal)))
        .Take(MostRecipientsNamed).Select(recipient => new MailReason(MailReasonCode.RecipientUnsupported, Name(recipient)));

    private static IEnumerable<MailReason> Failure(OpenLayer layer, bool hasKeys) => (layer.Error?.Code, layer.Layer.Kind) switch
    {
        (null, _) => [],
        (_, LayerKind.Compressed) => [new MailReason(MailReasonCode.CompressionUnreadable, layer.Error!.Detail)],
        (PkiErrorCode.CmsNotForKeys, _) => Recipients(layer, hasKeys ? MailReasonCode.NotForKeys : MailReasonCode.Encrypted),
        (PkiErrorCode.CmsDecryptFailed, _) => [new MailReason(MailReasonCode.DecryptionFailed)],
        (PkiErrorCode.CmsAlgorithmLegacy, _) => [new MailReason(MailReasonCode.EncryptionLegacy, Cipher(layer))],
        (PkiErrorCode.CmsAlgorithmUnsupported, _) => [new MailReason(MailReasonCode.EncryptionUnsupported, layer.Error!.Detail)],
        (PkiErrorCode.CmsTooLarge, _) => [new MailReason(MailReasonCode.TooLarge, layer.Error!.Detail)],
        _ => [new MailReason(MailReasonCode.Malformed, layer.Error!.Detail)],
    };

    private static string Cipher(OpenLayer layer) => layer.Outside?.ContentEncryption.Name ?? layer.Error!.Detail;

    private static IEnumerable<MailReason> Recipients(OpenLayer layer, MailReasonCode code) => layer.Outside is { Recipients: { Length: > 0 } recipients }
        ? recipients.Take(MostRecipientsNamed).Select(recipient => new MailReason(code, Name(recipient))) : [new MailReason(code)];

    private static string Name(RecipientInfo recipient) => recipient.Identifier switch
    {
        { Issuer: { } issuer, SerialNumber: { } serial } => $"{issuer}; {serial}; {recipient.Algorithm}",
        { SubjectKeyIdentifier: { } keyId } => $"{keyId}; {recipient.Algorithm}",
        _ => recipient.Algorithm,
    };
}
