namespace Chancery.Mail;

/// <summary>What each reason leaves of a verdict: the one table. What is not in it speaks against the message.</summary>
internal static class ReasonEffects
{
    public static Verdict Of(MailReasonCode code) => code switch
    {
        MailReasonCode.RecipientUnsupported or MailReasonCode.IntegrityUnknown or MailReasonCode.SenderDiffers or MailReasonCode.HeaderChanged or MailReasonCode.EncryptionRemoved
            or MailReasonCode.ValidWhenSigned or MailReasonCode.SignedInFuture or MailReasonCode.CertificateRevokedLater => Verdict.Valid,

        MailReasonCode.Malformed or MailReasonCode.TooLarge or MailReasonCode.TooDeep or MailReasonCode.NotSigned or MailReasonCode.CertificatesOnly
            or MailReasonCode.TooManySigners or MailReasonCode.UnsignedFooter or MailReasonCode.EncryptedPartOnly or MailReasonCode.Encrypted
            or MailReasonCode.NotForKeys or MailReasonCode.DecryptionFailed or MailReasonCode.EncryptionLegacy or MailReasonCode.EncryptionUnsupported
            or MailReasonCode.CompressionUnreadable or MailReasonCode.SignerHasNoAddress or MailReasonCode.SignerCertificateMissing
            or MailReasonCode.ContentMissing or MailReasonCode.AlgorithmUnsupported or MailReasonCode.IssuerUnknown or MailReasonCode.UntrustedRoot
            or MailReasonCode.SignatureUnsupported or MailReasonCode.RevocationUnknown or MailReasonCode.LimitExceeded => Verdict.Unverifiable,

        _ => Verdict.Invalid,
    };
}
