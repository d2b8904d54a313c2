using Chancery.Mail;

namespace Chancery.Simulators.MailApps;

/// <summary>What the owner of the device sees of a mail.</summary>
/// <param name="Opened">The mail, if a key of the device opens it.</param>
/// <param name="Problem">The code of Chancery's error catalogue where it could not be opened, e.g. <c>mailNotForKeys</c>.</param>
/// <param name="SignerIsTrusted">Whether the signature is the sender's and chains to a root the device trusts.</param>
/// <param name="Learned">SHA-1 thumbprint, lower case, of the sender's encryption certificate if this mail taught it.</param>
public sealed record ReadMail(OpenedMail? Opened, string? Problem, bool SignerIsTrusted, string? Learned)
{
    /// <summary>Whether it could be read.</summary>
    public bool IsOpened => Opened is not null;
}
