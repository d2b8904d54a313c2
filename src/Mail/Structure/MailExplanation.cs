using System.Collections.Immutable;

namespace Chancery.Mail;

/// <summary>Why a message cannot be read or trusted, as codes and facts; the words, and what to do about each, are the caller's.</summary>
/// <param name="CanBeRead">Whether the content could be reached with the keys given.</param>
/// <param name="Verdict">What may be said of its signatures.</param>
/// <param name="Reasons">Everything that stands in the way, what keeps it from being read first.</param>
public sealed record MailExplanation(bool CanBeRead, MailVerdict Verdict, ImmutableArray<MailReason> Reasons)
{
    /// <summary>Explains a message, or a bare CMS object.</summary>
    /// <param name="messageOrCms">The message or the CMS object, at most <see cref="SecureMail.LargestMail"/> bytes.</param>
    /// <param name="settings">What it is read and verified with.</param>
    public static MailExplanation Explain(ReadOnlyMemory<byte> messageOrCms, VerificationSettings settings) =>
        Structure.Explainer.Explain(messageOrCms, settings);
}
