using System.Collections.Immutable;
using System.Security.Cryptography;
using Chancery.Pki;

namespace Chancery.Mail;

/// <summary>What a message is encrypted with, and why.</summary>
/// <param name="Cipher">The content's cipher: one for all recipients.</param>
/// <param name="Recipients">How each recipient is given the content's key, in the order asked.</param>
/// <param name="Why">Why this cipher.</param>
public sealed record MailAlgorithms(ContentCipher Cipher, ImmutableArray<RecipientAlgorithms> Recipients, ImmutableArray<AlgorithmReason> Why);

/// <summary>How one recipient is given the content's key, and why.</summary>
/// <param name="Recipient">The recipient.</param>
/// <param name="KeyManagement">The algorithm.</param>
/// <param name="Why">Why this one.</param>
public sealed record RecipientAlgorithms(MailRecipient Recipient, KeyManagement KeyManagement, ImmutableArray<AlgorithmReason> Why);

/// <summary>What a message is signed with, and why.</summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="Digest">The digest: never SHA-1 or MD5.</param>
/// <param name="Why">Why this scheme.</param>
public sealed record SignatureAlgorithms(SignatureScheme Scheme, HashAlgorithmName Digest, ImmutableArray<AlgorithmReason> Why);

/// <summary>One fact that decided.</summary>
/// <param name="Code">Which.</param>
/// <param name="Detail">What it is about: an algorithm, or the subject of a certificate; empty where nothing.</param>
public sealed record AlgorithmReason(AlgorithmReasonCode Code, string Detail);

/// <summary>The facts that decide what is written.</summary>
public enum AlgorithmReasonCode
{
    /// <summary>The policy asks for it of everybody.</summary>
    PolicyDemands,

    /// <summary>Every recipient announces it.</summary>
    AllAnnounce,

    /// <summary>This recipient announces it.</summary>
    RecipientAnnounces,

    /// <summary>A recipient announces capabilities, and better is not among them; the detail names the certificate.</summary>
    RecipientLacks,

    /// <summary>Nothing is known of a recipient, and the policy then takes what every app reads; the detail names the certificate.</summary>
    NothingKnownCompatible,

    /// <summary>Nothing is known of the recipients, and the policy then takes S/MIME 4.0 (RFC 8551 §2.7.1.2).</summary>
    NothingKnownModern,

    /// <summary>The recipient announces weak ciphers alone (3DES, RC2); they are never written, AES is.</summary>
    WeakIsNeverWritten,

    /// <summary>The kind of the key leaves no choice; the detail names it.</summary>
    KeyKind,

    /// <summary>The policy leaves it to what every app verifies.</summary>
    PolicyCompatible,
}
