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
        "quoted-printable" => With(new QuotedPrintableDecoder(), body),
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

    private static ReadOnlyMemory<byte> With(IMimeDecoder decoder, ReadOnlyMemory<byte> body)
    {
        var input = body.ToArray();
        var output = new byte[decoder.EstimateOutputLength(input.Length)];
        var length = decoder.Decode(input, 0, input.Length, output);
        return output.AsMemory(0, length);
    }
}
