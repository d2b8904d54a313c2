using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>An envelope that was opened.</summary>
public sealed class OpenedEnvelope
{
    private readonly EnvelopeHead _head;
    private EnvelopeInfo? _info;

    internal OpenedEnvelope(byte[] content, EnvelopeHead head, X509Certificate2 openedWith) => (Content, _head, OpenedWith) = (content, head, openedWith);

    /// <summary>The content; empty where it went to a stream.</summary>
    public byte[] Content { get; }

    /// <summary>The object identifier of the content's type, as the message says; id-data in mail.</summary>
    public string ContentType => _head.ContentType;

    /// <summary>What is told from the outside.</summary>
    public EnvelopeInfo Info => _info ??= _head.Describe();

    /// <summary>The certificate whose key opened it.</summary>
    public X509Certificate2 OpenedWith { get; }

    /// <summary>Whether the content was authenticated (AuthEnvelopedData): it is what one who had the content key wrote. Who that was, only a
    /// signature tells. Content that is not authenticated may have been altered on the way, and is never to be shown together with anything
    /// fetched from outside (EFAIL).</summary>
    public bool Authenticated => _head.Authenticated;

    /// <summary>The cipher of the content.</summary>
    internal CipherSpec Cipher => _head.Algorithm.Cipher!;
}
