using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Directories;

/// <summary>An HTTP certificate store and how it is asked.</summary>
public sealed record HttpDirectoryOptions
{
    /// <summary>The query URI (RFC 4387 §2), e.g. <c>https://pki.example.org/certificates/search.cgi</c>; where it has no path, the well-known
    /// <c>/certificates/search.cgi</c> (§3.3).</summary>
    public required Uri Url { get; init; }

    /// <summary>Whether <c>http</c> is allowed: whoever stands between then chooses the certificates, and only a judge of trust keeps them out.</summary>
    public bool AllowPlainHttp { get; init; }

    /// <summary>The authorities that may vouch for the server; empty: those of the system.</summary>
    public ImmutableArray<X509Certificate2> Authorities { get; init; } = [];

    /// <summary>The most bytes of an answer.</summary>
    public int MaxBytes { get; init; } = 1024 * 1024;

    /// <summary>What may be dialled when the store redirects to another server, and how long it may take. The store itself may be anywhere.</summary>
    public FetchRules Fetching { get; init; } = FetchRules.Default;
}

/// <summary>An HTTP certificate store (RFC 4387).</summary>
public sealed class HttpDirectory : CheckedDirectory, IDisposable
{
    private const string WellKnownPath = "/certificates/search.cgi";

    private readonly HttpDirectoryOptions _options;
    private readonly Uri _url;
    private readonly WebClient _client;

    /// <summary>A store.</summary>
    /// <param name="options">The store.</param>
    /// <param name="rules">What certificates must be.</param>
    public HttpDirectory(HttpDirectoryOptions options, RecipientRules? rules = null) : base(rules ?? RecipientRules.Default)
    {
        _options = options;
        _url = options.Url.AbsolutePath == "/" && options.Url.Query.Length == 0 ? new Uri(options.Url, WellKnownPath) : options.Url;
        _client = new WebClient(options.Fetching, options.Url, options.Authorities);
    }

    /// <inheritdoc/>
    public override string Source => _url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private protected override async Task<PkiResult<Fetched>> FetchAsync(MailAddress address, CancellationToken cancellation)
    {
        if (_url.Scheme != Uri.UriSchemeHttps && !_options.AllowPlainHttp)
        {
            return new PkiError(PkiErrorCode.FetchForbidden, "A store is asked over https.");
        }

        // RFC 4387 §2.5.1: "uri" is the name every store knows for X.509, "email" the one in use.
        var reply = await AskAsync("email", address, cancellation);
        return reply.IsOk && reply.Value.Status is 400 or 404 ? Read(await AskAsync("uri", address, cancellation)) : Read(reply);
    }

    private Task<PkiResult<WebReply>> AskAsync(string attribute, MailAddress address, CancellationToken cancellation)
    {
        var query = new UriBuilder(_url);
        query.Query = (query.Query.Length > 1 ? query.Query[1..] + "&" : "") + attribute + "=" + Uri.EscapeDataString(address.ToString());
        return _client.AskAsync(
            new WebQuestion(query.Uri, _options.MaxBytes) { Accept = "application/pkix-cert, application/pkcs7-mime, multipart/mixed" }, cancellation);
    }

    private static PkiResult<Fetched> Read(PkiResult<WebReply> reply) => reply switch
    {
        { IsOk: false } => reply.Error,
        { Value.Status: 204 or 404 } => new Fetched([]),
        { Value.Status: 200 } => Candidates(reply.Value),
        _ => new PkiError(PkiErrorCode.DirectoryRefused, $"HTTP status {reply.Value.Status}."),
    };

    private static PkiResult<Fetched> Candidates(WebReply reply)
    {
        // RFC 4387 §2: more than one certificate comes as multipart/mixed.
        var parts = reply.ContentType?.MediaType?.ToLowerInvariant() == "multipart/mixed"
            ? MultipartMixed.Read(reply.Body, reply.ContentType)
            : [new BodyPart(reply.ContentType?.MediaType ?? "", reply.Body)];
        if (parts is null)
        {
            return new PkiError(PkiErrorCode.DirectoryAnswerMalformed, "The parts of the answer cannot be told apart.");
        }

        if (parts.FirstOrDefault(part => !IsCertificate(part.MediaType)) is { } stray)
        {
            return new PkiError(PkiErrorCode.DirectoryAnswerMalformed, $"The answer is {(stray.MediaType.Length == 0 ? "of no type" : PlainText.Of(stray.MediaType))}.");
        }

        return new Fetched([.. parts.SelectMany(part => Certificates(part.Content))]);
    }

    // RFC 2585 §3 and RFC 8551 §3.2; the others are what web servers call a .cer file.
    private static bool IsCertificate(string mediaType) => mediaType.ToLowerInvariant() is
        "application/pkix-cert" or "application/pkcs7-mime" or "application/x-pkcs7-mime" or "application/x-pkcs7-certificates"
        or "application/x-x509-ca-cert" or "application/x-x509-user-cert" or "application/x-x509-email-cert" or "application/octet-stream";

    private static IEnumerable<Candidate> Certificates(byte[] content)
    {
        var all = CertificateReader.ReadAll(content);
        return all.IsOk ? all.Value.Select(certificate => new Candidate(certificate.RawData)) : [new Candidate(content)];
    }
}
