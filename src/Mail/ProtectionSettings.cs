using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Mail;

/// <summary>How a message is protected. With signers and recipients it is signed, then encrypted: a signature outside could be taken off and replaced.</summary>
public sealed record ProtectionSettings
{
    /// <summary>Who signs; empty for no signature.</summary>
    public ImmutableArray<MailSigner> Signers { get; init; } = [];

    /// <summary>The form of the signature.</summary>
    public SignatureForm Form { get; init; }

    /// <summary>When it is signed, whole seconds; null leaves the time out, or takes that of the draft.</summary>
    public DateTimeOffset? SigningTime { get; init; }

    /// <summary>Whom it is encrypted to, those in To and Cc; empty for no encryption. Each can see who the others are.</summary>
    public ImmutableArray<MailRecipient> Recipients { get; init; } = [];

    /// <summary>The author's own encryption certificate, so that the sent copy stays readable; null for none.</summary>
    public X509Certificate2? Own { get; init; }

    /// <summary>Those in Bcc. Each gets a message of his own that names nobody else, and the message to the others does not name him: recipients of one
    /// encrypted message can read from it who they all are.</summary>
    public ImmutableArray<MailRecipient> BlindRecipients { get; init; } = [];

    /// <summary>The organisation's policy of algorithms.</summary>
    public MailPolicy Policy { get; init; }

    /// <summary>What is done with the header.</summary>
    public HeaderProtection Headers { get; init; } = HeaderProtection.ProtectedWithLegacyDisplay;

    internal bool Encrypts => !Recipients.IsEmpty || !BlindRecipients.IsEmpty || Own is not null;
}

/// <summary>A message protected, and how.</summary>
/// <param name="Message">The message, CRLF line ends; to those in To and Cc, and to be kept as sent. It has no Bcc field.</param>
/// <param name="BlindCopies">The messages to those in Bcc, one each.</param>
/// <param name="Encryption">What it was encrypted with, and why; null where it is not encrypted.</param>
/// <param name="Signatures">What each signer signed with, and why.</param>
public sealed record ProtectedMail(
    byte[] Message, ImmutableArray<BlindCopy> BlindCopies, MailAlgorithms? Encryption, ImmutableArray<SignatureAlgorithms> Signatures);

/// <summary>A message to one in Bcc.</summary>
/// <param name="Recipient">Who.</param>
/// <param name="Message">The message.</param>
/// <param name="Encryption">What it was encrypted with, and why.</param>
public sealed record BlindCopy(MailRecipient Recipient, byte[] Message, MailAlgorithms Encryption);
