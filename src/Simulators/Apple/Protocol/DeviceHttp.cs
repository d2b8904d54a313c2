using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Simulators.Apple.Protocol;

/// <summary>An answer over HTTP.</summary>
internal sealed record HttpAnswer(HttpStatusCode Status, byte[] Body, string? MediaType);

/// <summary>
/// The device's HTTPS. It trusts the certificates its enrolment profile brought and nothing else, whatever the machine it runs on
/// trusts, and checks the server's name as every client does.
/// </summary>
internal sealed class DeviceHttp : IDisposable
{
    // A command may carry a profile with a history of fifty certificates; nothing a server says needs to be larger than this.
    private const int LargestAnswer = 32 * 1024 * 1024;

    private readonly X509Certificate2Collection _anchors;
    private readonly TimeProvider _clock;
    private readonly HttpClient _client;

    /// <param name="anchors">The certificates to trust.</param>
    /// <param name="identity">The TLS client certificate, if the device shows one.</param>
    /// <param name="clock">The device's clock.</param>
    public DeviceHttp(X509Certificate2Collection anchors, X509Certificate2? identity, TimeProvider clock)
    {
        _anchors = anchors;
        _clock = clock;
        var handler = new SocketsHttpHandler
        {
            // A proxy of the machine, cookies and redirects are no part of the MDM protocol (MCMDMErrorDomain 12006: redirect refused).
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors),
                ClientCertificateContext = identity is null ? null : SslStreamCertificateContext.Create(identity, null, offline: true),
            },
        };
        _client = new HttpClient(handler) { MaxResponseContentBufferSize = LargestAnswer, Timeout = TimeSpan.FromSeconds(100) };
    }

    /// <summary>Sends a request. What the network refuses is an error, as it is on a device; what the server says is an answer.</summary>
    public async Task<Outcome<HttpAnswer>> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            using var response = await _client.SendAsync(request, cancellation);
            var body = await response.Content.ReadAsByteArrayAsync(cancellation);
            return new HttpAnswer(response.StatusCode, body, response.Content.Headers.ContentType?.MediaType);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            return DeviceErrors.UntrustedServer($"{request.RequestUri?.Authority}: {exception.InnerException?.Message ?? exception.Message}");
        }
        catch (HttpRequestException exception)
        {
            return DeviceErrors.BadServerResponse($"{request.RequestUri?.Authority}: {exception.Message}");
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return DeviceErrors.BadServerResponse($"{request.RequestUri?.Authority}: no answer in time.");
        }
    }

    public void Dispose() => _client.Dispose();

    private bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors)
    {
        const SslPolicyErrors NameAndPresence = SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateNotAvailable;
        return certificate is X509Certificate2 server
            && (errors & NameAndPresence) == 0
            && ChainCheck.Holds(server, _anchors, [], _clock.GetUtcNow(), ChainCheck.ServerAuth);
    }
}
