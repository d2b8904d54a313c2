using System.Formats.Asn1;
using Chancery.Mail.Writing;
using MimeKit;

namespace Chancery.Mail.Reading;

/// <summary>What the outermost layer of an entity is.</summary>
internal enum LayerKind
{
    /// <summary>No layer of S/MIME: what the reader is shown.</summary>
    Content,

    /// <summary><c>multipart/signed</c>.</summary>
    DetachedSignature,

    /// <summary>CMS SignedData.</summary>
    OpaqueSignature,

    /// <summary>CMS EnvelopedData or AuthEnvelopedData.</summary>
    Enveloped,
}

/// <summary>One layer of an entity, recognised but not judged.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Cms">The CMS object; of a detached signature, the signature.</param>
/// <param name="Signed">Of a detached signature, what is signed, byte for byte.</param>
internal sealed record Layer(LayerKind Kind, ReadOnlyMemory<byte> Cms, ReadOnlyMemory<byte> Signed)
{
    private static readonly Layer Content = new(LayerKind.Content, default, default);

    /// <summary>Recognises the outermost layer: the whole body or nothing. A signed or encrypted part within a clear multipart is no layer.</summary>
    public static Layer Of(ReadOnlyMemory<byte> entity)
    {
        using var stream = Bytes.Stream(entity);
        using var parsed = MimeEntity.Load(Canonical.Strict, stream);
        if (parsed.ContentType.IsMimeType("multipart", "signed"))
        {
            return parsed.ContentType.Boundary is { Length: > 0 } boundary && RawMultipart.Split(entity, boundary) is [var signed, var signature]
                ? new Layer(LayerKind.DetachedSignature, Decode(signature), signed)
                : new Layer(LayerKind.DetachedSignature, default, entity);
        }

        return parsed is MimePart part && IsCms(part) ? OfCms(part) : Content;
    }

    private static Layer OfCms(MimePart part)
    {
        var cms = Decoded(part);
        return ContentTypeOf(cms) switch
        {
            Oids.SignedData => new Layer(LayerKind.OpaqueSignature, cms, default),
            Oids.EnvelopedData or Oids.AuthEnvelopedData => new Layer(LayerKind.Enveloped, cms, default),
            _ => Content,
        };
    }

    // RFC 8551 §3.9: gateways rename the type; the file name then tells.
    private static bool IsCms(MimePart part) =>
        part.ContentType.IsMimeType("application", "pkcs7-mime") || part.ContentType.IsMimeType("application", "x-pkcs7-mime")
        || (part.ContentType.IsMimeType("application", "octet-stream") && part.FileName?.EndsWith(".p7m", StringComparison.OrdinalIgnoreCase) == true);

    private static byte[] Decode(ReadOnlyMemory<byte> entity)
    {
        using var stream = Bytes.Stream(entity);
        using var parsed = MimeEntity.Load(Canonical.Strict, stream);
        return parsed is MimePart part ? Decoded(part) : [];
    }

    private static byte[] Decoded(MimePart part)
    {
        using var stream = new MemoryStream();
        part.Content?.DecodeTo(stream);
        return stream.ToArray();
    }

    private static string ContentTypeOf(ReadOnlyMemory<byte> cms)
    {
        // BER, because OpenSSL and others stream.
        var reader = new AsnReader(cms, AsnEncodingRules.BER).ReadSequence();
        return reader.ReadObjectIdentifier();
    }
}
