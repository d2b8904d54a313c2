using Chancery.Pki;

namespace Chancery.Mail;

/// <summary>Draws what a message is made of: its layers, their algorithms and recipients, and what is protected by which.</summary>
public static class MailStructure
{
    /// <summary>Looks into a message, or a bare CMS object (DER, BER, PEM, or base64 alone), as far as the keys reach.</summary>
    /// <param name="messageOrCms">The message or the CMS object, at most <see cref="SecureMail.LargestMail"/> bytes.</param>
    /// <param name="keys">The reader's keys; null to look from the outside.</param>
    /// <param name="policy">What is opened with them; null for <see cref="DecryptionPolicy.Current"/>.</param>
    /// <returns>The outermost node; <c>mailMalformed</c>, <c>mailTooLarge</c>, <c>mailTooDeep</c>.</returns>
    public static PkiResult<MailNode> Inspect(ReadOnlyMemory<byte> messageOrCms, DecryptionKeys? keys = null, DecryptionPolicy? policy = null) =>
        Structure.StructureReader.Read(messageOrCms, keys, policy ?? DecryptionPolicy.Current);
}
