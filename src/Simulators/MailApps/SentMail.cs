namespace Chancery.Simulators.MailApps;

/// <summary>Why the mail app did not write a mail.</summary>
public enum MailProblem
{
    /// <summary>It did.</summary>
    None,

    /// <summary>The device has no mail configured.</summary>
    NoAccount,

    /// <summary>The configuration names no signing identity, or signing is off.</summary>
    NoSigningIdentity,

    /// <summary>The signing certificate is not valid today.</summary>
    SigningCertificateNotValid,

    /// <summary>The configuration names no encryption identity, so the sent copy could not be read.</summary>
    NoEncryptionIdentity,

    /// <summary>No certificate of a recipient is known.</summary>
    RecipientUnknown,

    /// <summary>The mail could not be written.</summary>
    Unwritable,
}

/// <summary>A mail that was written, or why not.</summary>
/// <param name="Eml">The mail; null where there is a problem.</param>
/// <param name="Problem">Why not.</param>
/// <param name="About">The recipient or the code the problem is about.</param>
/// <param name="SignedWith">SHA-1 thumbprint, lower case, of the signing certificate; null where the mail is not signed.</param>
/// <param name="EncryptedTo">SHA-1 thumbprints, lower case, of the certificates it is encrypted to; empty where it is not encrypted.</param>
public sealed record SentMail(byte[]? Eml, MailProblem Problem, string? About, string? SignedWith, IReadOnlyList<string> EncryptedTo)
{
    internal static SentMail Not(MailProblem problem, string? about = null) => new(null, problem, about, null, []);
}
