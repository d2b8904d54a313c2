using Chancery.Mail.Mime;
using Chancery.Pki;

namespace Chancery.Mail.Reading;

/// <summary>One layer taken off.</summary>
/// <param name="Layer">What it was.</param>
/// <param name="View">The entity it was the whole of; null for a CMS object without MIME.</param>
internal sealed record OpenLayer(Layer Layer, MimeView? View)
{
    /// <summary>Of a signature, what was read; null where it could not be.</summary>
    public SignedMessage? Signature { get; init; }

    /// <summary>Of encryption that opened.</summary>
    public OpenedEnvelope? Envelope { get; init; }

    /// <summary>Of encryption, what is told from the outside.</summary>
    public EnvelopeInfo? Outside { get; init; }

    /// <summary>Why it could not be taken off.</summary>
    public PkiError? Error { get; init; }

    /// <summary>What was in it; of a signature that does not hold, what it claims.</summary>
    public ReadOnlyMemory<byte>? Content { get; init; }

    public bool IsSignature => Layer.Kind is LayerKind.ClearSigned or LayerKind.OpaqueSigned;

    /// <summary>Whether it is a SignedData that only carries certificates (RFC 8551 §3.8).</summary>
    public bool IsCertificatesOnly => Layer.Kind == LayerKind.OpaqueSigned && Signature is { Signers.IsEmpty: true, Content.Length: 0 };
}

/// <summary>A message with its layers taken off, from the outside in.</summary>
/// <param name="Message">The message; null for a bare CMS object.</param>
/// <param name="Layers">The layers; the last may be one that could not be taken off.</param>
/// <param name="Payload">What is inside all of them; null where a layer does not come off, or where a bare CMS object holds no MIME.</param>
/// <param name="Content">The same as bytes; null where a layer does not come off.</param>
/// <param name="IsTooDeep">Whether there are more layers than are taken off.</param>
internal sealed record Unwrapped(
    MimeView? Message, IReadOnlyList<OpenLayer> Layers, MimeView? Payload, ReadOnlyMemory<byte>? Content, bool IsTooDeep)
{
    /// <summary>Why the last layer did not come off; null where all did.</summary>
    public PkiError? Error => Layers.Count > 0 ? Layers[^1].Error : null;

    public IEnumerable<OpenLayer> Signatures => Layers.Where(layer => layer.IsSignature);

    /// <summary>What hid the content. One authenticated layer is enough to know that it is what was encrypted.</summary>
    public Confidentiality Confidentiality
    {
        get
        {
            var opened = Layers.Where(layer => layer.Envelope is not null).ToArray();
            return opened.Length == 0 ? Confidentiality.None
                : opened.Any(layer => layer.Envelope!.Authenticated) ? Confidentiality.EncryptedAuthenticated : Confidentiality.EncryptedIntegrityUnknown;
        }
    }
}
