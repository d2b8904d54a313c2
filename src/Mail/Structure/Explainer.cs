using Chancery.Mail.Verification;

namespace Chancery.Mail.Structure;

/// <summary>Puts together why a message cannot be read or trusted.</summary>
internal static class Explainer
{
    private static readonly MailReasonCode[] Reading =
    [
        MailReasonCode.Malformed, MailReasonCode.TooLarge, MailReasonCode.TooDeep, MailReasonCode.Encrypted, MailReasonCode.NotForKeys,
        MailReasonCode.DecryptionFailed, MailReasonCode.EncryptionLegacy, MailReasonCode.EncryptionUnsupported, MailReasonCode.RecipientUnsupported,
        MailReasonCode.EncryptedPartOnly, MailReasonCode.CompressionUnreadable,
    ];

    public static MailExplanation Explain(ReadOnlyMemory<byte> bytes, VerificationSettings settings)
    {
        var (verdict, canBeRead) = Verifier.Read(bytes, settings);
        return new MailExplanation(canBeRead, verdict, [.. verdict.Reasons.OrderBy(reason => Reading.Contains(reason.Code) ? 0 : 1)]);
    }
}
