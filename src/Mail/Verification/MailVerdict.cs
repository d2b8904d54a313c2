using System.Collections.Immutable;

namespace Chancery.Mail;

/// <summary>What may be said of a signed message, and everything that led there. The verdict is the worst that any reason asks for.</summary>
public sealed record MailVerdict
{
    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Every signer of every layer, the innermost layer last.</summary>
    public required ImmutableArray<SignerReport> Signers { get; init; }

    /// <summary>Whether the signature covers all that is shown; null where there is no signature.</summary>
    public required bool? CoversWholeBody { get; init; }

    /// <summary>Whether every signer of the content is the person in From (RFC 8550 §3). Null where there is no signature, or no From: a bare CMS object
    /// has none.</summary>
    public required bool? FromMatchesSigner { get; init; }

    /// <summary>Why, the gravest first; notes that change nothing among them.</summary>
    public required ImmutableArray<MailReason> Reasons { get; init; }

    /// <summary>The author's address, lower-cased; null where there is none, or not exactly one.</summary>
    public string? From { get; init; }

    /// <summary>The header, field by field, with what protects each (RFC 9788); empty for a bare CMS object.</summary>
    public ImmutableArray<MailHeaderField> Headers { get; init; } = [];

    /// <summary>What hid the content on its way, outermost to innermost taken together.</summary>
    public Confidentiality Confidentiality { get; init; }

    /// <summary>What is signed: the content of the innermost signature, canonical; empty where nothing is. Show nothing else as signed.</summary>
    public ReadOnlyMemory<byte> SignedContent { get; init; }

    /// <summary>A verdict that nothing but its reasons is known of.</summary>
    internal static MailVerdict Of(params ReadOnlySpan<MailReason> reasons) => new()
    {
        Verdict = MailReason.Worst(reasons),
        Signers = [],
        CoversWholeBody = null,
        FromMatchesSigner = null,
        Reasons = [.. reasons],
    };
}

/// <summary>What may be said of a signature.</summary>
public enum Verdict
{
    /// <summary>It is good in every respect: the mathematics, what it covers, who signed, and the path to a trusted root.</summary>
    Valid,

    /// <summary>Not enough is known to say. More evidence may change it.</summary>
    Unverifiable,

    /// <summary>Something speaks against it.</summary>
    Invalid,
}

/// <summary>What hid a message on its way.</summary>
public enum Confidentiality
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It was encrypted, and whether it is what was encrypted is not known: EnvelopedData can be altered on the way (EFAIL). Never show it
    /// together with anything fetched from outside.</summary>
    EncryptedIntegrityUnknown,

    /// <summary>It was encrypted and authenticated (AuthEnvelopedData): it is as it was encrypted, by whomever.</summary>
    EncryptedAuthenticated,
}
