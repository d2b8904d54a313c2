namespace Chancery.Mail;

/// <summary>Answers the user's question about a signed message: who signed what, and may it be believed (RFC 8550, RFC 8551).</summary>
public static class MailVerification
{
    /// <summary>
    /// Verifies a message (RFC 5322), or a bare CMS object (DER, BER, PEM, or base64 alone). Valid means: every signer's mathematics holds with means
    /// that still prove something, the signature covers the whole body, each signer of the content is the one author in From (where there is a
    /// From), and every certificate has a path to a trusted root for mail. Nothing a message holds makes this throw.
    /// </summary>
    /// <param name="messageOrCms">The message or the CMS object, at most <see cref="SecureMail.LargestMail"/> bytes.</param>
    /// <param name="settings">What it is verified with.</param>
    /// <returns>The verdict with its reasons; never a bare yes or no.</returns>
    public static MailVerdict Verify(ReadOnlyMemory<byte> messageOrCms, VerificationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Verification.Verifier.Verify(messageOrCms, settings);
    }
}
