using System.Net;
using System.Net.Http.Json;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Connectors;
using Chancery.Domain;

namespace Chancery.Connector.Loop;

/// <summary>The calls to the server, over TLS both ways.</summary>
internal sealed class ServerLink : IDisposable
{
    // Sealed profiles and imports are tens of kilobytes; a lease holds some of them.
    private const int LongestAnswer = 32 * 1024 * 1024;

    private readonly HttpClient _client;

    internal ServerLink(Uri server, ServerPin pin, X509Certificate2 identity)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
            ConnectTimeout = TimeSpan.FromSeconds(15),
            SslOptions =
            {
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                LocalCertificateSelectionCallback = (_, _, _, _, _) => identity,
                RemoteCertificateValidationCallback = (_, certificate, _, errors) => pin.Accepts(certificate, errors),
            },
        };
        _client = new HttpClient(handler)
        {
            BaseAddress = new Uri(server.GetLeftPart(UriPartial.Authority)),
            Timeout = TimeSpan.FromSeconds(ConnectorApi.LongestWaitSeconds + 30),
            MaxResponseContentBufferSize = LongestAnswer,
        };
    }

    internal async Task<Result<JoinResponse>> JoinAsync(JoinRequest request, CancellationToken cancellationToken)
    {
        using var response = await PostAsync(ConnectorApi.Join, request, cancellationToken);
        if (IsRefusal(response.StatusCode))
        {
            return new Error("joinRefused", "joinCode", $"the server answered {(int)response.StatusCode}");
        }

        response.EnsureSuccessStatusCode();
        return await ReadAsync<JoinResponse>(response, cancellationToken);
    }

    /// <returns>Whether the server knows this connector; false: it must join again.</returns>
    internal async Task<bool> PublishAsync(PublishRequest request, CancellationToken cancellationToken)
    {
        using var response = await PostAsync(ConnectorApi.Publish, request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return false;
        }

        response.EnsureSuccessStatusCode();
        return true;
    }

    internal async Task<IReadOnlyList<LeasedWork>> LeaseAsync(int most, CancellationToken cancellationToken)
    {
        using var response = await PostAsync(ConnectorApi.Lease, new LeaseRequest(most, ConnectorApi.LongestWaitSeconds), cancellationToken);
        response.EnsureSuccessStatusCode();
        return response.StatusCode == HttpStatusCode.NoContent ? [] : (await ReadAsync<LeaseResponse>(response, cancellationToken)).Work;
    }

    /// <returns>Whether the server took it; false: it will not, however often it is sent (another lease has been given since).</returns>
    internal async Task<bool> ReportAsync(ResultRequest request, CancellationToken cancellationToken)
    {
        using var response = await PostAsync(ConnectorApi.Result, request, cancellationToken);
        if (IsRefusal(response.StatusCode))
        {
            return false;
        }

        response.EnsureSuccessStatusCode();
        return true;
    }

    public void Dispose() => _client.Dispose();

    // A request that timed out, or one of too many, may do better later; any other 4xx stays what it is (RFC 9110 §15.5).
    private static bool IsRefusal(HttpStatusCode status) => (int)status is >= 400 and < 500 and not (408 or 429);

    private Task<HttpResponseMessage> PostAsync<T>(string path, T body, CancellationToken cancellationToken) =>
        _client.PostAsJsonAsync(path, body, ConnectorJson.Options, cancellationToken);

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken) =>
        await response.Content.ReadFromJsonAsync<T>(ConnectorJson.Options, cancellationToken)
        ?? throw new HttpRequestException("The server answered nothing.");
}
