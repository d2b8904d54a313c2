using Chancery.Mail.Reading;

namespace Chancery.Mail.Verification;

/// <summary>Verifies a message or a bare CMS object; whatever the bytes are, there is an answer.</summary>
internal static class Verifier
{
    public static MailVerdict Verify(ReadOnlyMemory<byte> bytes, VerificationSettings settings) => Read(bytes, settings).Verdict;

    /// <returns>The verdict, and whether the content could be reached.</returns>
    public static (MailVerdict Verdict, bool CanBeRead) Read(ReadOnlyMemory<byte> bytes, VerificationSettings settings)
    {
        if (bytes.Length > SecureMail.LargestMail)
        {
            return (MailVerdict.Of(new MailReason(MailReasonCode.TooLarge, $"{bytes.Length} bytes")), false);
        }

        try
        {
            var mail = new Unwrapper(settings.Keys, settings.Decryption) { Known = settings.Intermediates }.Open(bytes, settings.DetachedContent);
            return (new Judgement(mail, settings).Verdict(), mail is { IsTooDeep: false, Content: not null });
        }
        catch (Exception e) when (Hostile.Is(e))
        {
            return (MailVerdict.Of(new MailReason(MailReasonCode.Malformed)), false);
        }
    }
}
