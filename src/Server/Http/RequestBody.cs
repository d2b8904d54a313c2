using System.Text.Json;
using Chancery.Domain;
using Microsoft.AspNetCore.Http;

namespace Chancery.Server.Http;

/// <summary>Reads bodies under a limit, before anything is parsed.</summary>
internal static class RequestBody
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>The body's bytes.</summary>
    /// <returns><c>bodyTooLarge</c> where there are more than <paramref name="limit"/>.</returns>
    internal static async Task<Result<byte[]>> ReadAsync(HttpRequest request, int limit)
    {
        if (request.ContentLength > limit)
        {
            return new Error("bodyTooLarge", Detail: $"At most {limit} bytes are taken here.");
        }

        // It grows with what comes: memory is not given for a length that is only announced, by anybody.
        using var buffer = new MemoryStream();
        var chunk = new byte[Math.Min(limit + 1, 16 * 1024)];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted)) > 0)
        {
            if (buffer.Length + read > limit)
            {
                return new Error("bodyTooLarge", Detail: $"At most {limit} bytes are taken here.");
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    /// <summary>The body as a JSON object.</summary>
    /// <returns><c>mediaTypeUnsupported</c>, <c>bodyTooLarge</c> or <c>malformedJson</c>.</returns>
    internal static async Task<Result<JsonElement>> ReadObjectAsync(HttpRequest request, int limit = 256 * 1024)
    {
        if (!request.HasJsonContentType())
        {
            return new Error("mediaTypeUnsupported", "Content-Type", "application/json is expected.");
        }

        var body = await ReadAsync(request, limit);
        return body.IsOk ? ParseObject(body.Value) : body.Error;
    }

    /// <summary>The body as a JSON object, or an empty one where there is no body (actions without parameters).</summary>
    internal static async Task<Result<JsonElement>> ReadOptionalObjectAsync(HttpRequest request)
    {
        var body = await ReadAsync(request, 16 * 1024);
        return !body.IsOk ? body.Error : body.Value.Length == 0 ? ParseObject("{}"u8.ToArray()) : ParseObject(body.Value);
    }

    private static Result<JsonElement> ParseObject(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            var root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object ? new Error("malformedJson", Detail: "An object is expected.")
                : IsText(root) ? root.Clone()
                : new Error("malformedJson", Detail: "A text holds half a surrogate pair.");
        }
        catch (InvalidOperationException)
        {
            // The search for properties given twice reads their names.
            return new Error("malformedJson", Detail: "A name holds half a surrogate pair.");
        }
        catch (JsonException syntax)
        {
            return new Error("malformedJson", Detail: $"Line {syntax.LineNumber + 1}, byte {syntax.BytePositionInLine}.");
        }
    }

    // RFC 8259 8.2: half a surrogate pair may be written, and is no text. Everything after this may read names and values without a throw.
    private static bool IsText(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.Object => element.EnumerateObject().All(property => property.Name is not null && IsText(property.Value)),
                JsonValueKind.Array => element.EnumerateArray().All(IsText),
                JsonValueKind.String => element.GetString() is not null,
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
