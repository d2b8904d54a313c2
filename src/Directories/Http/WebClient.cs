using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Directories;

/// <summary>One request.</summary>
/// <param name="Url">Where.</param>
/// <param name="MaxBytes">The most bytes of an answer.</param>
internal sealed record WebQuestion(Uri Url, int MaxBytes)
{
    public string Accept { get; init; } = "*/*";

    /// <summary>What is posted; null for a GET.</summary>
    public byte[]? Body { get; init; }

    public string? BodyType { get; init; }
}

/// <summary>An answer: the status, whatever it is, and the body, whole.</summary>
internal sealed record WebReply(int Status, MediaTypeHeaderValue? ContentType, byte[] Body);

/// <summary>The host may not be dialled.</summary>
internal sealed class ForbiddenAddressException(string message) : IOException(message);

/// <summary>
/// Asks web servers that nobody here chose. The name is resolved once, the addresses are checked, and one of those checked is dialled: a name that
/// resolves differently the second time gains nothing. Redirections are followed by hand, so that each is checked; proxies of the environment are
/// not used, cookies not kept, bodies not decompressed.
/// </summary>
internal sealed class WebClient : IDisposable
{
    private readonly FetchRules _rules;
    private readonly Uri? _trusted;
    private readonly HttpClient _client;

    /// <param name="rules">What may be dialled.</param>
    /// <param name="trusted">A server that the operator named, to which the rules of address and port do not apply.</param>
    /// <param name="authorities">The authorities that vouch for servers; empty for the system's.</param>
    public WebClient(FetchRules rules, Uri? trusted = null, ImmutableArray<X509Certificate2> authorities = default)
    {
        (_rules, _trusted) = (rules, trusted);
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = 16,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ActivityHeadersPropagator = null,
            ConnectCallback = ConnectAsync,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = ServerTrust.Policy(authorities.IsDefault ? [] : authorities) },
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>How names become addresses; a test has its own.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>Asks.</summary>
    /// <returns>The reply; <c>fetchForbidden</c>, <c>directoryUnreachable</c>, <c>directoryAnswerTooLarge</c>, <c>directoryAnswerMalformed</c>.</returns>
    public async Task<PkiResult<WebReply>> AskAsync(WebQuestion question, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(_rules.Timeout);
        try
        {
            return await FollowAsync(question, limited.Token);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && ErrorOf(exception) is not null)
        {
            return ErrorOf(exception)!;
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<PkiResult<WebReply>> FollowAsync(WebQuestion question, CancellationToken cancellation)
    {
        var url = question.Url;
        for (var hop = 0; ; hop++)
        {
            if (Forbidden(url, question.Url) is { } error)
            {
                return error;
            }

            using var request = RequestFor(question, url);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (question.Body is not null || (int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
            {
                return await ReplyAsync(response, question.MaxBytes, cancellation);
            }

            if (hop == _rules.MaxRedirects || response.Headers.Location is not { } location)
            {
                return new PkiError(PkiErrorCode.DirectoryAnswerMalformed, hop == _rules.MaxRedirects ? "Too many redirections." : "A redirection to nowhere.");
            }

            url = new Uri(url, location);
        }
    }

    private PkiError? Forbidden(Uri url, Uri asked)
    {
        // Once asked with TLS, never answered without.
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttps && (url.Scheme != Uri.UriSchemeHttp || asked.Scheme == Uri.UriSchemeHttps)))
        {
            return new PkiError(PkiErrorCode.FetchForbidden, $"The scheme {PlainText.Of(url.Scheme)} is not followed.");
        }

        if (url.UserInfo.Length > 0)
        {
            return new PkiError(PkiErrorCode.FetchForbidden, "A URL with a user name is not followed.");
        }

        return IsTrusted(url.IdnHost, url.Port) || _rules.Ports.IsDefaultOrEmpty || _rules.Ports.Contains(url.Port)
            ? null
            : new PkiError(PkiErrorCode.FetchForbidden, $"Port {url.Port} is not dialled.");
    }

    private bool IsTrusted(string host, int port) =>
        _trusted is not null && _trusted.IdnHost.Equals(host, StringComparison.OrdinalIgnoreCase) && _trusted.Port == port;

    private static HttpRequestMessage RequestFor(WebQuestion question, Uri url)
    {
        var request = new HttpRequestMessage(question.Body is null ? HttpMethod.Get : HttpMethod.Post, url);
        request.Headers.TryAddWithoutValidation("Accept", question.Accept);
        if (question.Body is { } body)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(question.BodyType ?? "application/octet-stream");
        }

        return request;
    }

    private static async Task<PkiResult<WebReply>> ReplyAsync(HttpResponseMessage response, int maxBytes, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentEncoding.Count > 0)
        {
            // RFC 4387 §2 forbids it, nobody was asked for it, and a compressed answer can be any size.
            return new PkiError(PkiErrorCode.DirectoryAnswerMalformed, "The answer is compressed.");
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (body.Length + read > maxBytes)
            {
                return new PkiError(PkiErrorCode.DirectoryAnswerTooLarge, $"More than {maxBytes} bytes.");
            }

            body.Write(buffer, 0, read);
        }

        return new WebReply((int)response.StatusCode, response.Content.Headers.ContentType, body.ToArray());
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await Resolve(host, cancellation);
        var allowed = _rules.AllowPrivateAddresses || IsTrusted(host.Trim('[', ']'), port) ? addresses : [.. addresses.Where(AddressGuard.IsPublic)];
        if (allowed.Length == 0)
        {
            throw addresses.Length == 0 ? new SocketException((int)SocketError.HostNotFound)
                : new ForbiddenAddressException($"{PlainText.Of(host)} is no address of the Internet: {string.Join(", ", addresses.Take(4).Select(address => address.ToString()))}.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static PkiError? ErrorOf(Exception exception) => exception switch
    {
        OperationCanceledException => new PkiError(PkiErrorCode.DirectoryUnreachable, "No answer in time."),
        ForbiddenAddressException => new PkiError(PkiErrorCode.FetchForbidden, exception.Message),
        HttpRequestException { InnerException: ForbiddenAddressException inner } => new PkiError(PkiErrorCode.FetchForbidden, inner.Message),
        HttpRequestException { InnerException: AuthenticationException inner } => new PkiError(PkiErrorCode.DirectoryUnreachable, $"TLS: {PlainText.Of(inner.Message)}"),
        HttpRequestException { InnerException: SocketException } or SocketException => new PkiError(PkiErrorCode.DirectoryUnreachable, PlainText.Of(exception.Message)),
        // A status line or headers that are none, a body shorter than announced, and whatever else the runtime makes of hostile bytes.
        HttpRequestException or IOException or FormatException or ArgumentException or InvalidOperationException =>
            new PkiError(PkiErrorCode.DirectoryAnswerMalformed, PlainText.Of(exception.Message)),
        _ => null,
    };
}
