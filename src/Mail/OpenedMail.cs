using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Mail;

/// <summary>A mail as its reader may see it: what was inside every layer, and what each layer proves.</summary>
public sealed record OpenedMail
{
    /// <summary>The author's address, lower-cased, from the one From field.</summary>
    public required string From { get; init; }

    /// <summary>The addresses in To and Cc, lower-cased.</summary>
    public required ImmutableArray<string> To { get; init; }

    /// <summary>The subject: the protected one where there is one; see <see cref="Headers"/>.</summary>
    public required string Subject { get; init; }

    /// <summary>The Date field, likewise; null where it is missing or unreadable.</summary>
    public required DateTimeOffset? Date { get; init; }

    /// <summary>The header, field by field, with what protects each (RFC 9788).</summary>
    public required ImmutableArray<MailHeaderField> Headers { get; init; }

    /// <summary>The text inside all layers, lines ended by LF; of an HTML-only mail, empty. Where the signature covers a part alone, the whole body: see
    /// <see cref="MailSignature.CoversWholeBody"/>.</summary>
    public required string Text { get; init; }

    /// <summary>The files inside all layers.</summary>
    public required ImmutableArray<MailAttachment> Attachments { get; init; }

    /// <summary>The innermost MIME entity, as bytes.</summary>
    public required byte[] Content { get; init; }

    /// <summary>Whether the whole body was encrypted. Parts encrypted within a clear body are attachments, never opened: merging them with
    /// clear parts is how EFAIL leaks plaintext.</summary>
    public required bool WasEncrypted { get; init; }

    /// <summary>What protected the content. Content that was encrypted without authentication is never to be shown together with anything fetched from
    /// outside (EFAIL).</summary>
    public required MailProtection Protection { get; init; }

    /// <summary>SHA-1 thumbprint (lower case) of the certificate whose key opened the outermost encryption; null where nothing was encrypted.</summary>
    public required string? OpenedWith { get; init; }

    /// <summary>What the signatures prove.</summary>
    public required MailSignature Signature { get; init; }
}

/// <summary>The verdict on a mail's signatures. It says nothing about trust: whether <see cref="Signer"/> chains to a trusted root and is not
/// revoked is the caller's to decide.</summary>
/// <param name="State">The verdict.</param>
/// <param name="Signer">The signer's certificate; null where there is none, or none that can be named.</param>
/// <param name="SignerIsFrom">Whether an address of the signer's certificate is the address in From.</param>
/// <param name="CoversWholeBody">Whether the signature covers all of what is shown.</param>
/// <param name="SigningTime">When the signer says it was signed.</param>
/// <param name="PreferredEncryptionCertificate">The certificate the signer asks to be answered under (RFC 8551 §2.5.3), from a valid
/// signature only; it carries an address equal to From.</param>
/// <param name="Certificates">Every certificate the signature carries.</param>
public sealed record MailSignature(
    SignatureState State, X509Certificate2? Signer, bool SignerIsFrom, bool CoversWholeBody, DateTimeOffset? SigningTime,
    X509Certificate2? PreferredEncryptionCertificate, ImmutableArray<X509Certificate2> Certificates)
{
    /// <summary>What the signer announces to read (RFC 8551 §2.5.2), from a valid signature only; null where nothing.</summary>
    public SmimeCapabilities? Capabilities { get; init; }

    /// <summary>No signature at all.</summary>
    public static MailSignature None { get; } = new(SignatureState.Unsigned, null, false, false, null, null, []);
}

/// <summary>What may be said of a signature, from best to worst.</summary>
public enum SignatureState
{
    /// <summary>The cryptography holds, over the whole body, by the person in From.</summary>
    Valid,

    /// <summary>There is none.</summary>
    Unsigned,

    /// <summary>The cryptography holds, but the certificate names nobody who is in From.</summary>
    SignerIsNotSender,

    /// <summary>Something in the body is signed, but not all of it; the signed part was not judged.</summary>
    Partial,

    /// <summary>The signature is made with an algorithm nobody should believe (MD5, SHA-1).</summary>
    WeakAlgorithm,

    /// <summary>The cryptography does not hold, or the signature cannot be read.</summary>
    Broken,
}
