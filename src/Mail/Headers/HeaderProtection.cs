namespace Chancery.Mail;

/// <summary>What protected mail does with the header of the message (RFC 9788).</summary>
public enum HeaderProtection
{
    /// <summary>The header stays outside alone: anybody on the way can change it, and read the subject.</summary>
    None,

    /// <summary>The header is copied inside the protection. In encrypted mail the subject outside becomes <c>[...]</c>, and Keywords and Comments are
    /// left out (hcp_baseline, RFC 9788 §3.2.1).</summary>
    Protected,

    /// <summary>The same, and encrypted mail repeats the subject at the top of its text for readers that know nothing of it (RFC 9788 §2.1.2); readers that
    /// do leave it out.</summary>
    ProtectedWithLegacyDisplay,
}

/// <summary>A header field as a reader may believe it.</summary>
/// <param name="Name">Its name, as written.</param>
/// <param name="Value">Its value, decoded: the protected one where there is one.</param>
/// <param name="Protection">What protects it.</param>
/// <param name="Outer">The value outside, decoded; null where the field is not there.</param>
/// <param name="Differs">Whether the value outside is not what the author put there: somebody changed it on the way.</param>
public sealed record MailHeaderField(string Name, string Value, FieldProtection Protection, string? Outer, bool Differs);

/// <summary>What protects a header field (RFC 9788 §4.3).</summary>
public enum FieldProtection
{
    /// <summary>Nothing: anybody on the way may have written it.</summary>
    Unprotected,

    /// <summary>It was signed, and stands outside too.</summary>
    SignedOnly,

    /// <summary>It was encrypted, its true value is not outside, and nothing is signed.</summary>
    EncryptedOnly,

    /// <summary>It was signed, and its true value is not outside.</summary>
    SignedAndEncrypted,
}
