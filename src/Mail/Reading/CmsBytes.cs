using System.Buffers;
using System.Buffers.Text;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;

namespace Chancery.Mail.Reading;

/// <summary>Finds the CMS object where no MIME says where it is: DER or BER, PEM (RFC 7468), or base64 alone.</summary>
internal static class CmsBytes
{
    /// <returns>The object; null where the bytes are a message, or nothing known.</returns>
    public static ReadOnlyMemory<byte>? Find(ReadOnlyMemory<byte> bytes)
    {
        if (ContentType(bytes) is not null)
        {
            return bytes;
        }

        var text = bytes.Span.TrimStart(" \t\r\n\uFEFF"u8);
        if (text.StartsWith("-----BEGIN "u8))
        {
            return FromPem(text);
        }

        // An entity's header has a colon within its first line; base64 has none.
        var first = text[..Math.Min(text.Length, 200)];
        return !first.IsEmpty && first[0] == (byte)'M' && first.IndexOfAny(":<. "u8) < 0 ? FromBase64(text) : null;
    }

    /// <summary>The content type a ContentInfo names (RFC 5652 §3); null where the bytes are none. BER, because OpenSSL and others stream.</summary>
    public static string? ContentType(ReadOnlyMemory<byte> cms)
    {
        try
        {
            // Only the head is looked at: the rest may be large, and its reader has its own limits.
            return cms.Length > 4 && cms.Span[0] == 0x30 && AsnDecoder.TryReadEncodedValue(Head(cms.Span), AsnEncodingRules.BER, out var tag, out _, out var length, out _)
                && tag == Asn1Tag.ObjectIdentifier
                ? AsnDecoder.ReadObjectIdentifier(Head(cms.Span)[..(length + 2)], AsnEncodingRules.BER, out _) : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    // What follows the identifier and length octets of the outer SEQUENCE.
    private static ReadOnlySpan<byte> Head(ReadOnlySpan<byte> cms)
    {
        var lengthOctets = cms[1] is > 0x80 and < 0x88 ? cms[1] - 0x80 : 0;
        var from = 2 + lengthOctets;
        return from < cms.Length ? cms[from..Math.Min(cms.Length, from + 32)] : default;
    }

    private static ReadOnlyMemory<byte>? FromPem(ReadOnlySpan<byte> pem)
    {
        var text = Encoding.Latin1.GetString(pem);
        return PemEncoding.TryFind(text, out var found) && text.AsSpan()[found.Label] is "PKCS7" or "CMS" or "PKCS #7 SIGNED DATA"
            ? Checked(Convert.FromBase64String(text[found.Base64Data])) : null;
    }

    private static ReadOnlyMemory<byte>? FromBase64(ReadOnlySpan<byte> text)
    {
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Base64.DecodeFromUtf8(text, decoded, out _, out var written) == OperationStatus.Done ? Checked(decoded.AsMemory(0, written)) : null;
    }

    private static ReadOnlyMemory<byte>? Checked(ReadOnlyMemory<byte> bytes) => ContentType(bytes) is null ? default(ReadOnlyMemory<byte>?) : bytes;
}
