using Chancery.Pki;

namespace Chancery.Directories;

/// <summary>
/// Gets the evidence that path validation misses: revocation lists, OCSP responses and issuers' certificates, from the URLs that certificates name, over http
/// and https. Those URLs are a stranger's: see <see cref="FetchRules"/>. Nothing fetched is trusted; <see cref="CertificatePath"/> verifies each when it is
/// used. Safe for concurrent use.
/// </summary>
public sealed class RevocationFetcher : IDisposable
{
    private const int MaxUrls = 3;

    private readonly RevocationFetcherOptions _options;
    private readonly EvidenceCache _cache;
    private readonly WebClient _client;

    /// <summary>A fetcher.</summary>
    /// <param name="options">How evidence is fetched and kept.</param>
    public RevocationFetcher(RevocationFetcherOptions? options = null)
    {
        _options = options ?? new RevocationFetcherOptions();
        _cache = new EvidenceCache(_options.CacheFolder, _options.MaxCacheBytes);
        _client = new WebClient(_options.Fetching);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Validates a path, fetches what is missing, and validates again, until nothing is missing or a limit is met.</summary>
    /// <param name="request">The question; what is already at hand is used first.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The verdict, and what was tried. That something could not be fetched is no failure: the verdict says what it means.</returns>
    public async Task<FetchedPath> ValidateAsync(PathRequest request, CancellationToken cancellation = default)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(_options.Timeout);
        var session = new FetchSession(_options);
        for (var round = 0; ; round++)
        {
            var result = CertificatePath.Validate(request);
            var wanted = round < _options.MaxRounds && !limited.IsCancellationRequested ? session.Next(result.Missing) : [];
            if (wanted.Count == 0)
            {
                return new FetchedPath(result, request, [.. session.Attempts]);
            }

            foreach (var (missing, anew) in wanted)
            {
                var (attempts, bytes) = await GetAsync(missing, anew, limited.Token);
                cancellation.ThrowIfCancellationRequested();
                session.Done(missing, attempts);
                request = bytes is null ? request : With(request, missing.Kind, bytes);
            }
        }
    }

    private async Task<(List<FetchAttempt> Attempts, byte[]? Bytes)> GetAsync(MissingEvidence missing, bool anew, CancellationToken cancellation)
    {
        var attempts = new List<FetchAttempt>();
        foreach (var url in missing.Urls.Take(MaxUrls))
        {
            var (attempt, bytes) = await GetAsync(missing, url, anew, cancellation);
            attempts.Add(attempt);
            if (bytes is not null)
            {
                return (attempts, bytes);
            }
        }

        return (attempts, null);
    }

    private async Task<(FetchAttempt Attempt, byte[]? Bytes)> GetAsync(MissingEvidence missing, string url, bool anew, CancellationToken cancellation)
    {
        var now = _options.Time.GetUtcNow();
        var (key, maxBytes) = (EvidenceKinds.Key(missing, url), EvidenceKinds.MaxBytes(missing.Kind, _options));
        var kept = await _cache.FindAsync(key, maxBytes, CancellationToken.None);
        if (kept is not null && !anew && now < kept.Expires && now < kept.Fetched + _options.RefreshAfter)
        {
            return (new FetchAttempt(missing.Kind, PlainText.Of(url), EvidenceOrigin.Kept, null, kept.Expires), kept.Bytes);
        }

        var fetched = _options.Offline
            ? new PkiError(PkiErrorCode.FetchOffline, kept is null ? "Nothing is kept." : $"What is kept was fetched at {kept.Fetched:u}.")
            : await FetchAsync(missing, url, maxBytes, cancellation);
        if (fetched.IsOk)
        {
            await _cache.KeepAsync(key, fetched.Value, CancellationToken.None);
            return (new FetchAttempt(missing.Kind, PlainText.Of(url), EvidenceOrigin.Network, null, fetched.Value.Expires), fetched.Value.Bytes);
        }

        var origin = kept is null ? EvidenceOrigin.None : now < kept.Expires ? EvidenceOrigin.Kept : EvidenceOrigin.KeptExpired;
        return (new FetchAttempt(missing.Kind, PlainText.Of(url), origin, fetched.Error, kept?.Expires), kept?.Bytes);
    }

    private async Task<PkiResult<KeptEvidence>> FetchAsync(MissingEvidence missing, string url, int maxBytes, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
        {
            return new PkiError(PkiErrorCode.FetchForbidden, "No URL.");
        }

        PkiResult<KeptEvidence> last = new PkiError(PkiErrorCode.FetchFailed, "A responder is asked about a certificate and its issuer, and the issuer is not at hand.");
        foreach (var question in EvidenceKinds.Questions(missing, uri, maxBytes))
        {
            last = await AskAsync(missing.Kind, question, cancellation);
            if (last.IsOk)
            {
                break;
            }
        }

        return last;
    }

    private async Task<PkiResult<KeptEvidence>> AskAsync(MissingEvidenceKind kind, WebQuestion question, CancellationToken cancellation)
    {
        try
        {
            return Read(kind, await _client.AskAsync(question, cancellation));
        }
        catch (OperationCanceledException)
        {
            // The time for the whole path is up, or the caller gave up: ValidateAsync tells them apart.
            return new PkiError(PkiErrorCode.FetchFailed, "No time was left.");
        }
    }

    private PkiResult<KeptEvidence> Read(MissingEvidenceKind kind, PkiResult<WebReply> reply)
    {
        if (!reply.IsOk)
        {
            return reply.Error.Code == PkiErrorCode.FetchForbidden ? reply.Error : new PkiError(PkiErrorCode.FetchFailed, reply.Error.Detail);
        }

        if (reply.Value.Status != 200)
        {
            return new PkiError(PkiErrorCode.FetchFailed, $"HTTP status {reply.Value.Status}.");
        }

        var now = _options.Time.GetUtcNow();
        var expires = EvidenceKinds.Expires(kind, reply.Value.Body, now);
        return expires.IsOk ? new KeptEvidence(reply.Value.Body, now, expires.Value) : expires.Error;
    }

    private static PathRequest With(PathRequest request, MissingEvidenceKind kind, byte[] bytes) => kind switch
    {
        MissingEvidenceKind.IssuerCertificate => CertificateReader.ReadAll(bytes) is { IsOk: true } read
            ? request with { Intermediates = [.. request.Intermediates, .. read.Value] }
            : request,
        MissingEvidenceKind.OcspResponse => request with { Revocation = request.Revocation.With([], [bytes]) },
        _ => request with { Revocation = request.Revocation.With([bytes], []) },
    };
}
