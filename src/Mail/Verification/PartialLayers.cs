using Chancery.Mail.Mime;
using Chancery.Mail.Reading;

namespace Chancery.Mail.Verification;

/// <summary>Finds signed and encrypted parts within a body that is neither: the wrapping attacks ("Johnny, you are fired", class M; EFAIL). None is
/// judged and none is opened.</summary>
internal static class PartialLayers
{
    public static IEnumerable<MailReason> In(MimeView payload) => Find(payload, inMessage: false).Distinct();

    private static IEnumerable<MailReason> Find(MimeView part, bool inMessage)
    {
        var kind = Layer.Of(part).Kind;
        if (kind is LayerKind.ClearSigned or LayerKind.OpaqueSigned)
        {
            return [new MailReason(inMessage ? MailReasonCode.SignedMessageAttached : MailReasonCode.SignedPartOnly, part.Type.MimeType)];
        }

        return kind == LayerKind.Enveloped ? [new MailReason(MailReasonCode.EncryptedPartOnly, part.Type.MimeType)]
            : part.Children.SelectMany(child => Find(child, inMessage || part.IsMessage));
    }
}
