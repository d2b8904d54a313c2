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

    internal static async Task<Result<T>> ReadAsync<T>(HttpRequest request)
        where T : class
    {
        if (!request.HasJsonContentType())
        {
            return new Error("mediaTypeUnsupported", "Content-Type", "application/json is expected.");
        }

        var body = await RequestBody.ReadAsync(request, Largest);
        if (!body.IsOk)
        {
            return body.Error;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(body.Value, ConnectorJson.Options) is { } message ? message : new Error("malformedJson");
        }
        catch (Exception malformed) when (malformed is JsonException or NotSupportedException)
        {
            return new Error("malformedJson", Detail: (malformed as JsonException)?.Path);
        }
    }

    /// <summary>A message as an answer.</summary>
    internal static IResult Answer<T>(T message) => Answers.Bytes(JsonSerializer.SerializeToUtf8Bytes(message, ConnectorJson.Options), "application/json");
}
