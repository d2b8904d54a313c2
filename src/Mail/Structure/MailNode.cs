using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Mail;

/// <summary>One node of a message's structure: a part, or a layer of S/MIME.</summary>
public sealed record MailNode
{
    /// <summary>What it is.</summary>
    public required MailNodeKind Kind { get; init; }

    /// <summary>Its media type, lower case; null for a CMS object inside another without MIME.</summary>
    public string? MediaType { get; init; }

    /// <summary>Its file name, if it has one.</summary>
    public string? FileName { get; init; }

    /// <summary>How large it is, in bytes, as it lies: with its header and its transfer encoding.</summary>
    public required int Size { get; init; }

    /// <summary>What protects it: the layers around it, and for a layer itself too.</summary>
    public required MailProtection Protection { get; init; }

    /// <summary>Of encryption: cipher, recipients and how each is given the key. Null for other kinds.</summary>
    public EnvelopeInfo? Envelope { get; init; }

    /// <summary>Of encryption: the certificate whose key opened it; null where none did.</summary>
    public X509Certificate2? OpenedWith { get; init; }

    /// <summary>Of a signature: each signer with what the mathematics say. Trust and identity are not looked at here.</summary>
    public ImmutableArray<SignerVerdict> Signers { get; init; } = [];

    /// <summary>Of a signature: the certificates it carries.</summary>
    public ImmutableArray<X509Certificate2> Certificates { get; init; } = [];

    /// <summary>Of a message: its header, field by field, with what protects each.</summary>
    public ImmutableArray<MailHeaderField> Headers { get; init; } = [];

    /// <summary>What is to be known about it: why it could not be opened, or what is odd.</summary>
    public ImmutableArray<MailReason> Notes { get; init; } = [];

    /// <summary>What is in it.</summary>
    public ImmutableArray<MailNode> Children { get; init; } = [];
}

/// <summary>What protects a part of a message.</summary>
/// <param name="Confidentiality">Whether, and how well, it is encrypted.</param>
/// <param name="IsSigned">Whether a signature covers it whose mathematics hold; whose it is, is another question.</param>
public sealed record MailProtection(Confidentiality Confidentiality, bool IsSigned)
{
    /// <summary>Nothing.</summary>
    public static MailProtection None { get; } = new(Confidentiality.None, IsSigned: false);
}

/// <summary>Kinds of nodes.</summary>
public enum MailNodeKind
{
    /// <summary>A message (RFC 5322).</summary>
    Message,

    /// <summary>A multipart.</summary>
    Multipart,

    /// <summary>A part with content.</summary>
    Part,

    /// <summary><c>multipart/signed</c>: the signed part is its child.</summary>
    ClearSigned,

    /// <summary>CMS SignedData with its content inside.</summary>
    OpaqueSigned,

    /// <summary>CMS EnvelopedData.</summary>
    Enveloped,

    /// <summary>CMS AuthEnvelopedData.</summary>
    AuthEnveloped,

    /// <summary>CMS CompressedData.</summary>
    Compressed,

    /// <summary>CMS SignedData that only carries certificates.</summary>
    CertificatesOnly,

    /// <summary>A detached signature whose content is elsewhere.</summary>
    DetachedSignature,

    /// <summary>Another CMS object, or one that cannot be read.</summary>
    OtherCms,
}
