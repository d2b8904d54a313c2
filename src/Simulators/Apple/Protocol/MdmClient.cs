using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Apple;
using Chancery.Simulators.Apple.Payloads;
using Chancery.Simulators.Apple.Store;

namespace Chancery.Simulators.Apple.Protocol;

/// <summary>Speaks to the MDM server as the identity says: by TLS client certificate, by <c>Mdm-Signature</c>, or both.</summary>
internal sealed class MdmClient : IDisposable
{
    private readonly MdmSettings _settings;
    private readonly KeychainIdentity _identity;
    private readonly DeviceHttp _http;

    /// <param name="settings">The enrolment.</param>
    /// <param name="identity">The identity, with its key.</param>
    /// <param name="anchors">What the server's certificate must chain to.</param>
    /// <param name="showsCertificate">Whether TLS shows the identity.</param>
    /// <param name="clock">The device's clock.</param>
    public MdmClient(
        MdmSettings settings, KeychainIdentity identity, X509Certificate2Collection anchors, bool showsCertificate, TimeProvider clock)
    {
        _settings = settings;
        _identity = identity;
        _http = new DeviceHttp(anchors, showsCertificate ? identity.Certificate : null, clock);
    }

    public Task<Outcome<HttpAnswer>> CheckInAsync(byte[] message, CancellationToken cancellation) =>
        PutAsync(_settings.CheckInUrl, AppleContent.CheckIn, message, cancellation);

    public Task<Outcome<HttpAnswer>> ConnectAsync(byte[] report, CancellationToken cancellation) =>
        PutAsync(_settings.ServerUrl, AppleContent.Connect, report, cancellation);

    public void Dispose() => _http.Dispose();

    private async Task<Outcome<HttpAnswer>> PutAsync(Uri url, string type, byte[] body, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = content };
        if (_settings.SignMessage)
        {
            request.Headers.TryAddWithoutValidation(AppleContent.SignatureHeader, MdmSignature.Sign(body, _identity.Certificate, _identity.Key));
        }

        return await _http.SendAsync(request, cancellation);
    }
}
