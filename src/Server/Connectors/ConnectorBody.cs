using System.Text.Json;
using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Chancery.Server.Connectors;

/// <summary>Reads a message of the connector's protocol.</summary>
internal static class ConnectorBody
{
    // A sealed profile carries a person's whole history of keys.
    private const int Largest = 4 * 1024 * 1024;

    internal static async Task<Result<T>> ReadAsync<T>(HttpRequest request, int largest = Largest)
        where T : class
    {
        if (!request.HasJsonContentType())
        {
            return new Error("mediaTypeUnsupported", "Content-Type", "application/json is expected.");
        }

        var body = await RequestBody.ReadAsync(request, largest);
        if (!body.IsOk)
        {
            return body.Error;
        }

        try
        {
            if (HoldsNul(body.Value))
            {
                return new Error("malformedJson", Detail: "A text holds NUL.");
            }

            return JsonSerializer.Deserialize<T>(body.Value, ConnectorJson.Options) is { } message ? message : new Error("malformedJson");
        }
        catch (Exception malformed) when (malformed is JsonException or NotSupportedException or InvalidOperationException)
        {
            return new Error("malformedJson", Detail: (malformed as JsonException)?.Path);
        }
    }

    /// <summary>Whether any text holds U+0000: PostgreSQL keeps none, and no text of the protocol has it.</summary>
    private static bool HoldsNul(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = ConnectorJson.Options.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String && reader.ValueIsEscaped && reader.GetString()!.Contains('\0', StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A message as an answer.</summary>
    internal static IResult Answer<T>(T message) => Answers.Bytes(JsonSerializer.SerializeToUtf8Bytes(message, ConnectorJson.Options), "application/json");
}
