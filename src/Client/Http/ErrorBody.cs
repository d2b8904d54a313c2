using System.Text.Json;

namespace Chancery.Client.Http;

/// <summary>Reads the API's error shape: <c>{"error":{"code","message","target","innerError":{"code","request-id"}}}</c>.</summary>
internal static class ErrorBody
{
    public static ApiError Read(int status, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 });
            var error = document.RootElement.GetProperty("error");
            var inner = error.TryGetProperty("innerError", out var found) && found.ValueKind == JsonValueKind.Object ? found : error;
            return new ApiError(
                Text(inner, "code") ?? Text(error, "code") ?? Unexpected(status).Code, Text(error, "message") ?? "", Text(error, "target"), status,
                Text(inner, "request-id"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return Unexpected(status);
        }
    }

    public static ApiError Unexpected(int status) =>
        new(ClientErrorCodes.UnexpectedAnswer, $"The answer (HTTP {status}) is not one of this API.", Status: status);

    private static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
