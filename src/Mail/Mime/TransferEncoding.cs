using System.Buffers;
using System.Buffers.Text;
using System.Text;
using MimeKit.Encodings;

namespace Chancery.Mail.Mime;

/// <summary>Takes the transfer encoding off a body (RFC 2045 §6).</summary>
internal static class TransferEncoding
{
    public static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> body, string encoding) => encoding switch
    {
        "base64" => FromBase64(body.Span),
        "quoted-printable" => FromQuotedPrintable(body.Span),
        "x-uuencode" or "uuencode" => With(new UUDecoder(), body),
        _ => body,
    };

    /// <summary>The encoding a header names, lower case; <c>7bit</c> where it names none.</summary>
    public static string Of(RawHeader header) => header.First("Content-Transfer-Encoding") is { } field
        ? Encoding.Latin1.GetString(field.Value.Span).Split(';', '(')[0].Trim().ToLowerInvariant() : "7bit";

    private static ReadOnlyMemory<byte> FromBase64(ReadOnlySpan<byte> text)
    {
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text, decoded, out var consumed, out var written) == OperationStatus.Done && consumed == text.Length)
        {
            return decoded.AsMemory(0, written);
        }

        // Characters that are not of the alphabet are to be ignored (RFC 2045 §6.8): lists append text, old agents join two encodings.
        return With(new Base64Decoder(), text.ToArray());
    }

    private static ReadOnlyMemory<byte> FromQuotedPrintable(ReadOnlySpan<byte> text)
    {
        var decoded = new byte[text.Length];
        return decoded.AsMemory(0, DecodeQuotedPrintable(text, decoded));
    }

    /// <summary>Decodes quoted-printable. What is no escape stands for itself (RFC 2045 §6.7, note on robustness).</summary>
    public static int DecodeQuotedPrintable(ReadOnlySpan<byte> text, Span<byte> decoded)
    {
        var length = 0;
        while (text.IndexOf((byte)'=') is >= 0 and var at)
        {
            text[..at].CopyTo(decoded[length..]);
            length += at;
            var rest = text[(at + 1)..];
            var soft = SoftBreak(rest);
            if (soft > 0)
            {
                text = rest[soft..];
            }
            else if (rest.Length >= 2 && char.IsAsciiHexDigit((char)rest[0]) && char.IsAsciiHexDigit((char)rest[1]))
            {
                Convert.FromHexString(rest[..2], decoded[length++..], out _, out _);
                text = rest[2..];
            }
            else
            {
                decoded[length++] = (byte)'=';
                text = rest;
            }
        }

        text.CopyTo(decoded[length..]);
        return length + text.Length;
    }

    // How long the soft line break after a sign is, with the white space a relay may have put in it; 0 where there is none.
    private static int SoftBreak(ReadOnlySpan<byte> rest)
    {
        var at = rest.IndexOfAnyExcept((byte)' ', (byte)'\t');
        return at < 0 ? 0 : rest[at..].StartsWith("\r\n"u8) ? at + 2 : rest[at] == '\n' ? at + 1 : 0;
    }

    private static ReadOnlyMemory<byte> With(IMimeDecoder decoder, ReadOnlyMemory<byte> body)
    {
        var input = body.ToArray();
        var output = new byte[decoder.EstimateOutputLength(input.Length)];
        var length = decoder.Decode(input, 0, input.Length, output);
        return output.AsMemory(0, length);
    }
}
