using Chancery.Mail.Mime;

namespace Chancery.Mail.Reading;

/// <summary>What the outermost layer of an entity is.</summary>
internal enum LayerKind
{
    /// <summary>No layer of S/MIME: what the reader is shown.</summary>
    Content,

    /// <summary><c>multipart/signed</c>.</summary>
    ClearSigned,

    /// <summary>CMS SignedData.</summary>
    OpaqueSigned,

    /// <summary>CMS EnvelopedData or AuthEnvelopedData.</summary>
    Enveloped,

    /// <summary>CMS CompressedData.</summary>
    Compressed,

    /// <summary>Another CMS object, or a part that says it is one and is not.</summary>
    OtherCms,
}

/// <summary>One layer of an entity, recognised but not judged.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Cms">The CMS object; of a clear signature, the signature. Empty where there is none to be found.</param>
/// <param name="Signed">Of a clear signature, what is signed, byte for byte.</param>
internal sealed record Layer(LayerKind Kind, ReadOnlyMemory<byte> Cms = default, ReadOnlyMemory<byte> Signed = default)
{
    private static readonly Layer Content = new(LayerKind.Content);

    /// <summary>Recognises the outermost layer: the whole body or nothing. A signed or encrypted part within a clear multipart is no layer.</summary>
    public static Layer Of(MimeView entity)
    {
        if (entity.Is("multipart", "signed"))
        {
            return OfClearSigned(entity);
        }

        return SaysCms(entity) ? OfCms(Object(entity)) : Content;
    }

    /// <summary>Recognises a bare CMS object.</summary>
    public static Layer OfCms(ReadOnlyMemory<byte> cms) => CmsBytes.ContentType(cms) switch
    {
        Oids.SignedData => new Layer(LayerKind.OpaqueSigned, cms),
        Oids.EnvelopedData or Oids.AuthEnvelopedData => new Layer(LayerKind.Enveloped, cms),
        Oids.CompressedData => new Layer(LayerKind.Compressed, cms),
        _ => new Layer(LayerKind.OtherCms, cms),
    };

    // Some agents write base64 and do not say so.
    private static ReadOnlyMemory<byte> Object(MimeView entity) =>
        entity.IsPlain && CmsBytes.Find(entity.Body) is { } found ? found : entity.Decoded();

    // RFC 1847 §2.1: two parts, the second the signature; a third part would be shown and signed by nobody.
    private static Layer OfClearSigned(MimeView entity) => entity.Children is [var signed, var signature] && IsSignature(signature) && entity.IsPlain
        ? new Layer(LayerKind.ClearSigned, signature.Decoded(), signed.Raw) : new Layer(LayerKind.ClearSigned, default, entity.Raw);

    private static bool IsSignature(MimeView part) =>
        part.Is("application", "pkcs7-signature") || part.Is("application", "x-pkcs7-signature")
        || (part.Is("application", "octet-stream") && HasName(part, ".p7s"));

    // RFC 8551 §3.10: gateways rename the type; the file name then tells.
    private static bool SaysCms(MimeView part) =>
        part.Is("application", "pkcs7-mime") || part.Is("application", "x-pkcs7-mime")
        || (part.Is("application", "octet-stream") && (HasName(part, ".p7m") || HasName(part, ".p7z")));

    private static bool HasName(MimeView part, string extension) => part.FileName?.EndsWith(extension, StringComparison.OrdinalIgnoreCase) == true;
}
