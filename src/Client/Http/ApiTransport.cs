using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chancery.Client.Http;

/// <summary>Sends requests and reads answers; nothing it is answered makes it throw.</summary>
internal sealed class ApiTransport : IDisposable
{
    private const int LargestAnswer = 64 * 1024 * 1024;
    private readonly HttpClient _http;
    private readonly ServerPin _pin;

    private ApiTransport(HttpClient http, ServerPin pin) => (_http, _pin) = (http, pin);

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 32,

        // What a model says is never null is never null once read, whatever a server that is not ours answers.
        RespectNullableAnnotations = true,
    };

    public static ApiResult<ApiTransport> Open(ChanceryConnection connection)
    {
        var pin = ServerPin.Read(connection.ServerCertificate);
        var token = TokenFile.Read(connection.TokenFile);
        if (!pin.IsOk || !token.IsOk)
        {
            return pin.Error ?? token.Error!;
        }

        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) => pin.Value.Accepts(certificate, errors);
        var http = new HttpClient(handler)
        {
            BaseAddress = new Uri(connection.Server.GetLeftPart(UriPartial.Authority)),
            Timeout = TimeSpan.FromSeconds(60),
            MaxResponseContentBufferSize = LargestAnswer,
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return new ApiTransport(http, pin.Value);
    }

    public Task<ApiResult<T>> GetAsync<T>(string path, CancellationToken cancellation) => SendAsync<T>(HttpMethod.Get, path, null, cancellation);

    public Task<ApiResult<T>> PostAsync<T>(string path, object body, CancellationToken cancellation) =>
        SendAsync<T>(HttpMethod.Post, path, JsonContent.Create(body, body.GetType(), options: Json), cancellation);

    public Task<ApiResult<T>> PatchAsync<T>(string path, object body, CancellationToken cancellation) =>
        SendAsync<T>(HttpMethod.Patch, path, JsonContent.Create(body, body.GetType(), options: Json), cancellation);

    /// <summary>Posts a body as what it is declared to be, so that its kind is written with it.</summary>
    public Task<ApiResult<T>> PostAsync<T, TBody>(string path, TBody body, CancellationToken cancellation) =>
        SendAsync<T>(HttpMethod.Post, path, JsonContent.Create(body, options: Json), cancellation);

    /// <summary>A collection, page after page. A next link must lead to the same server: another would be given the token.</summary>
    public async Task<ApiResult<IReadOnlyList<T>>> ListAsync<T>(string path, CancellationToken cancellation)
    {
        var items = new List<T>();
        for (var next = path; next is not null;)
        {
            var page = await GetAsync<Page<T>>(next, cancellation);
            if (!page.IsOk)
            {
                return page.Error;
            }

            items.AddRange(page.Value.Value ?? []);
            next = page.Value.NextLink is { } link && Uri.TryCreate(_http.BaseAddress, link, out var uri) && uri.Authority == _http.BaseAddress!.Authority
                ? uri.PathAndQuery : null;
        }

        return items;
    }

    public async Task<ApiResult<T>> SendAsync<T>(HttpMethod method, string path, HttpContent? body, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = body };
            using var response = await _http.SendAsync(request, cancellation);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
            return response.IsSuccessStatusCode ? Read<T>((int)response.StatusCode, bytes) : ErrorBody.Read((int)response.StatusCode, bytes);
        }
        catch (HttpRequestException e)
        {
            return _pin.HasRefused
                ? new ApiError(ClientErrorCodes.ServerCertificateMismatch, "The server showed another TLS certificate.", _http.BaseAddress!.Authority)
                : new ApiError(ClientErrorCodes.ServerUnreachable, $"No answer: {e.HttpRequestError}.", _http.BaseAddress!.Authority);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ApiError(ClientErrorCodes.ServerUnreachable, "No answer in time.", _http.BaseAddress!.Authority);
        }
    }

    public void Dispose() => _http.Dispose();

    private static ApiResult<T> Read<T>(int status, byte[] bytes)
    {
        if (typeof(T) == typeof(Done))
        {
            return ApiResult<T>.Ok(default!);
        }

        // What is published is no JSON; it comes as it is.
        if (bytes is T raw)
        {
            return raw;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(bytes, Json) is { } value ? value : ErrorBody.Unexpected(status);
        }
        catch (JsonException)
        {
            return ErrorBody.Unexpected(status);
        }
    }

    private sealed record Page<T>(IReadOnlyList<T>? Value, [property: JsonPropertyName("@odata.nextLink")] string? NextLink);
}
