using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Chancery.Pki;
using Chancery.Simulators.Apple.Payloads;

namespace Chancery.Simulators.Apple.Protocol;

/// <summary>Gets an identity by SCEP (RFC 8894): capabilities, the authority's certificate, one PKIOperation.</summary>
internal sealed class ScepEnroller(DeviceHttp http)
{
    // A payload may ask for minutes between tries; a simulated device has no minutes.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>A new key and its certificate. The certificate holds its key.</summary>
    /// <param name="scep">The payload's settings.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task<Outcome<X509Certificate2>> EnrollAsync(ScepSettings scep, CancellationToken cancellation)
    {
        var capabilities = await CapabilitiesAsync(scep, cancellation);
        if (capabilities.Error is { } incapable)
        {
            return incapable;
        }

        var authority = await AuthorityAsync(scep, cancellation);
        if (authority.Error is { } unknown)
        {
            return unknown;
        }

        using var key = RSA.Create(scep.KeySize);
        var request = ScepClient.Create(key, scep.Subject, scep.Challenge, authority.Value, current: null);
        var answer = await OperateAsync(scep, request.Message, capabilities.Value, cancellation);
        if (answer.Error is { } failed)
        {
            return failed;
        }

        var reply = ScepClient.ReadReply(answer.Value.Body, request, authority.Value);
        return reply.IsOk
            ? reply.Value.CopyWithPrivateKey(key)
            : DeviceErrors.ScepFailed(22013, $"{reply.Error.Name}: {reply.Error.Detail}");
    }

    private async Task<Outcome<HashSet<string>>> CapabilitiesAsync(ScepSettings scep, CancellationToken cancellation)
    {
        var answer = await SendAsync(scep, () => new HttpRequestMessage(HttpMethod.Get, Operation(scep, "GetCACaps", null)), cancellation);
        if (answer.Error is { } failed)
        {
            return failed;
        }

        // RFC 8894 §3.5.2: words on lines of their own; unknown ones are ignored.
        var words = Encoding.ASCII.GetString(answer.Value.Body).Split(['\r', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var known = new HashSet<string>(words, StringComparer.OrdinalIgnoreCase);
        return known.Contains("SCEPStandard") || (known.Contains("SHA-256") && known.Contains("AES"))
            ? known
            : DeviceErrors.ScepFailed(22006, "The server offers neither SCEPStandard nor SHA-256 and AES.");
    }

    private async Task<Outcome<X509Certificate2>> AuthorityAsync(ScepSettings scep, CancellationToken cancellation)
    {
        var answer = await SendAsync(
            scep, () => new HttpRequestMessage(HttpMethod.Get, Operation(scep, "GetCACert", scep.Name.Length == 0 ? null : scep.Name)), cancellation);
        if (answer.Error is { } failed)
        {
            return failed;
        }

        // RFC 8894 §4.2.1: one certificate, or a degenerate SignedData where there is a chain.
        var read = CertificateReader.ReadAll(answer.Value.Body);
        if (!read.IsOk)
        {
            return DeviceErrors.ScepFailed(22002, read.Error.Detail);
        }

        var authority = read.Value.FirstOrDefault(certificate => Matches(certificate, scep.CaFingerprint));
        return authority is null ? DeviceErrors.ScepFailed(22002, "No certificate of the authority has the fingerprint of the payload.") : authority;
    }

    private static bool Matches(X509Certificate2 certificate, byte[]? fingerprint) => fingerprint switch
    {
        null => true,

        // SHA-1 is what Apple's own profile editor writes here; it names a certificate that the payload's author chose.
        { Length: 20 } => CryptographicOperations.FixedTimeEquals(certificate.GetCertHash(), fingerprint),
        _ => CryptographicOperations.FixedTimeEquals(certificate.GetCertHash(HashAlgorithmName.SHA256), fingerprint),
    };

    private Task<Outcome<HttpAnswer>> OperateAsync(
        ScepSettings scep, byte[] message, HashSet<string> capabilities, CancellationToken cancellation)
    {
        if (!capabilities.Contains("POSTPKIOperation") && !capabilities.Contains("SCEPStandard"))
        {
            return SendAsync(
                scep, () => new HttpRequestMessage(HttpMethod.Get, Operation(scep, "PKIOperation", Convert.ToBase64String(message))), cancellation);
        }

        return SendAsync(scep, Post, cancellation);

        HttpRequestMessage Post()
        {
            var content = new ByteArrayContent(message);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-pki-message");
            return new HttpRequestMessage(HttpMethod.Post, Operation(scep, "PKIOperation", null)) { Content = content };
        }
    }

    /// <summary>Sends a request, and again while the server is away (503) and the payload allows it.</summary>
    private async Task<Outcome<HttpAnswer>> SendAsync(ScepSettings scep, Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var request = make();
            var answer = await http.SendAsync(request, cancellation);
            if (answer.Error is { } failed)
            {
                return failed;
            }

            if (answer.Value.Status == HttpStatusCode.OK)
            {
                return answer;
            }

            if (answer.Value.Status != HttpStatusCode.ServiceUnavailable || attempt >= scep.Retries)
            {
                return DeviceErrors.ScepFailed(22005, $"The SCEP server answered {(int)answer.Value.Status}.");
            }

            await Task.Delay(scep.RetryDelay < LongestPause ? scep.RetryDelay : LongestPause, cancellation);
        }
    }

    private static Uri Operation(ScepSettings scep, string operation, string? message)
    {
        var query = $"operation={operation}" + (message is null ? string.Empty : $"&message={Uri.EscapeDataString(message)}");
        return new UriBuilder(scep.Url) { Query = query }.Uri;
    }
}
