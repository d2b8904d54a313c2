using System.Net.Http.Headers;
using System.Text;

namespace Chancery.Directories;

/// <summary>One part of a multipart body.</summary>
internal sealed record BodyPart(string MediaType, byte[] Content);

/// <summary>A multipart/mixed body of binary parts (RFC 2046 §5.1), as certificate stores send several certificates.</summary>
internal static class MultipartMixed
{
    private const int MaxParts = RecipientRules.MaxCertificates + 1;
    private const int MaxHeaderBytes = 4096;

    /// <summary>The parts; null where the body has none, or no boundary.</summary>
    public static IReadOnlyList<BodyPart>? Read(byte[] body, MediaTypeHeaderValue type)
    {
        var boundary = type.Parameters.FirstOrDefault(parameter => parameter.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase))?.Value?.Trim('"');
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 70)
        {
            return null;
        }

        // The preamble may be absent: then the first delimiter has no line before it.
        byte[] text = [(byte)'\r', (byte)'\n', .. body];
        var delimiter = Encoding.ASCII.GetBytes("\r\n--" + boundary);
        var parts = new List<BodyPart>();
        var start = text.AsSpan().IndexOf(delimiter);
        while (start >= 0 && parts.Count < MaxParts)
        {
            start += delimiter.Length;
            if (text.AsSpan(start).StartsWith("--"u8))
            {
                return parts.Count > 0 ? parts : null;
            }

            var length = text.AsSpan(start).IndexOf(delimiter);
            if (length < 0 || Part(text.AsSpan(start, length)) is not { } part)
            {
                return null;
            }

            parts.Add(part);
            start += length;
        }

        return parts.Count == MaxParts ? parts : null;
    }

    private static BodyPart? Part(ReadOnlySpan<byte> part)
    {
        // After the delimiter: the rest of its line, header fields, an empty line, the content.
        var headers = part.IndexOf("\r\n\r\n"u8);
        if (headers is < 0 or > MaxHeaderBytes)
        {
            return null;
        }

        var type = Encoding.Latin1.GetString(part[..headers]).Split("\r\n")
            .FirstOrDefault(line => line.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase))?["Content-Type:".Length..];
        return new BodyPart(type?.Split(';')[0].Trim() ?? "", part[(headers + 4)..].ToArray());
    }
}
