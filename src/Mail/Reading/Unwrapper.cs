using System.Security.Cryptography.X509Certificates;
using Chancery.Mail.Mime;
using Chancery.Pki;

namespace Chancery.Mail.Reading;

/// <summary>Takes the layers off a message, from the outside in. What is shown is cut from the very bytes that were verified or decrypted, so no
/// second reading can differ from the first.</summary>
/// <param name="keys">The reader's keys, asked for where something is encrypted; null for none.</param>
/// <param name="policy">What is opened with them.</param>
internal sealed class Unwrapper(Func<DecryptionKeys?> keys, DecryptionPolicy policy)
{
    public const int DeepestLayer = 8;

    private static readonly DecryptionKeys NoKeys = new([]);
    private readonly List<OpenLayer> _layers = [];

    public Unwrapper(DecryptionKeys? keys, DecryptionPolicy policy)
        : this(() => keys, policy)
    {
    }

    /// <summary>Certificates to look for a signer's in, beside those of the message.</summary>
    public IReadOnlyList<X509Certificate2> Known { get; init; } = [];

    public bool HasKeys => keys() is { Count: > 0 };

    /// <summary>Opens a message or a bare CMS object. Throws what <see cref="Hostile"/> knows where the bytes are neither.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="detachedContent">The content of a bare detached signature.</param>
    public Unwrapped Open(ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte>? detachedContent = null)
    {
        if (CmsBytes.Find(bytes) is { } cms)
        {
            return Continue(null, TakeOff(Layer.OfCms(cms), null, detachedContent));
        }

        var message = MimeView.Of(bytes);
        if (!message.Header.IsWhole || message.Header.Fields.Count == 0 || message.Header.All("Content-Type").Count() > 1)
        {
            throw new FormatException("The header of the message cannot be read, or says twice what the body is.");
        }

        return Descend(message, message);
    }

    private Unwrapped Continue(MimeView? message, OpenLayer layer)
    {
        _layers.Add(layer);
        if (layer.Error is not null || layer.Content is not { } content)
        {
            return new Unwrapped(message, _layers, null, null, IsTooDeep: false);
        }

        // Where no MIME stands outside, none need stand inside.
        var inner = message is null ? TryView(content) : MimeView.Of(content);
        return inner is null ? new Unwrapped(message, _layers, null, content, IsTooDeep: false) : Descend(message, inner);
    }

    private Unwrapped Descend(MimeView? message, MimeView entity)
    {
        var layer = Layer.Of(entity);
        return layer.Kind == LayerKind.Content ? new Unwrapped(message, _layers, entity, entity.Raw, IsTooDeep: false)
            : _layers.Count >= DeepestLayer ? new Unwrapped(message, _layers, null, null, IsTooDeep: true)
            : Continue(message, TakeOff(layer, entity, null));
    }

    /// <summary>The content as MIME; null where it is something else.</summary>
    public static MimeView? TryView(ReadOnlyMemory<byte> content)
    {
        try
        {
            var view = MimeView.Of(content);
            return view.Header.IsWhole && view.Header.First("Content-Type") is not null ? view : null;
        }
        catch (Exception e) when (Hostile.Is(e))
        {
            return null;
        }
    }

    /// <summary>Takes off one layer.</summary>
    public OpenLayer TakeOff(Layer layer, MimeView? view, ReadOnlyMemory<byte>? detached) => layer.Kind switch
    {
        LayerKind.ClearSigned => ClearSigned(layer, view),
        LayerKind.OpaqueSigned => OpaqueSigned(layer, view, detached),
        LayerKind.Enveloped => Enveloped(layer, view),
        LayerKind.Compressed => Compressed(layer, view),
        _ => Failed(layer, view, new PkiError(PkiErrorCode.MailMalformed, "The part is no CMS object that mail is made of.")),
    };

    private OpenLayer ClearSigned(Layer layer, MimeView? view)
    {
        // Signed bytes have CRLF (RFC 8551 §3.1.1), whatever the road has made of them since.
        var content = Lines.Canonical(layer.Signed);
        if (layer.Cms.IsEmpty)
        {
            // Of a multipart/signed that could not be cut in two there is nothing to show but an empty part.
            return new OpenLayer(layer, view) { Content = "Content-Type: text/plain\r\n\r\n"u8.ToArray() };
        }

        var read = SignedData.Read(layer.Cms, content, Known);
        // A signature that brings its own content signs that, and not what stands before it.
        return new OpenLayer(layer, view) { Signature = read.IsOk && read.Value.Detached ? read.Value : null, Content = content };
    }

    private OpenLayer OpaqueSigned(Layer layer, MimeView? view, ReadOnlyMemory<byte>? detached)
    {
        var read = SignedData.Read(layer.Cms, null, Known);
        if (read.IsOk && read.Value.Detached && detached is { } content)
        {
            read = ReadDetached(layer.Cms, content);
        }

        return read.IsOk ? new OpenLayer(layer, view) { Signature = read.Value, Content = read.Value.Content } : Failed(layer, view, read.Error);
    }

    // A bare signature over a file: as it is, or as text with CRLF, as programs sign text unless told otherwise.
    private PkiResult<SignedMessage> ReadDetached(ReadOnlyMemory<byte> cms, ReadOnlyMemory<byte> content)
    {
        var read = SignedData.Read(cms, content, Known);
        var canonical = Lines.Canonical(content);
        return read.IsOk && !read.Value.IsIntact && canonical.Length != content.Length && SignedData.Read(cms, canonical, Known) is { IsOk: true, Value.IsIntact: true } better
            ? better : read;
    }

    private OpenLayer Enveloped(Layer layer, MimeView? view)
    {
        var opened = CmsEnvelope.Open(layer.Cms, keys() ?? NoKeys, policy);
        if (opened.IsOk)
        {
            return new OpenLayer(layer, view) { Envelope = opened.Value, Outside = opened.Value.Info, Content = opened.Value.Content };
        }

        var outside = CmsEnvelope.Inspect(layer.Cms);
        return Failed(layer, view, opened.Error) with { Outside = outside.IsOk ? outside.Value : null };
    }

    private static OpenLayer Compressed(Layer layer, MimeView? view)
    {
        var opened = CompressedData.Open(layer.Cms);
        return opened.IsOk ? new OpenLayer(layer, view) { Content = opened.Value.Content } : Failed(layer, view, opened.Error);
    }

    private static OpenLayer Failed(Layer layer, MimeView? view, PkiError error) => new(layer, view) { Error = error };
}
