using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Chancery.Server.Tests;

/// <summary>JSON over HTTP, as literal as it goes.</summary>
public static class Http
{
    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    public static async Task<JsonObject> GetJsonAsync(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return await BodyAsync(answer, HttpStatusCode.OK);
    }

    public static async Task<JsonObject> PostJsonAsync(this HttpClient client, string path, string json, HttpStatusCode expected = HttpStatusCode.Created)
    {
        using var answer = await client.PostAsync(path, Json(json));
        return await BodyAsync(answer, expected);
    }

    public static async Task<HttpResponseMessage> PatchJsonAsync(this HttpClient client, string path, string json, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = Json(json) };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await client.SendAsync(request);
    }

    public static async Task<HttpResponseMessage> DeleteAsync(this HttpClient client, string path, string? ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, path);
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await client.SendAsync(request);
    }

    /// <summary>The body of an answer that must have a status.</summary>
    public static async Task<JsonObject> BodyAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{(int)answer.StatusCode}: {text}");
        return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>Asserts a refusal by status and by code: in Graph's shape, or as the first word of a plain text.</summary>
    public static async Task RefusedAsync(Task<HttpResponseMessage> call, HttpStatusCode status, string code)
    {
        using var answer = await call;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode}: {text}");
        var found = text.StartsWith('{') ? (string?)JsonNode.Parse(text)!["error"]!["innerError"]!["code"] : text.Split(':')[0];
        Assert.Equal(code, found);
    }
}
