using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;
using Microsoft.Extensions.Time.Testing;

namespace Chancery.Directories.Tests;

/// <summary>Evidence fetched from where certificates say it is.</summary>
public sealed class FetcherTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = TestPerson.Now;

    private readonly ConcurrentDictionary<string, byte[]> _files = new();
    private readonly FakeTimeProvider _time = new(Now);
    private readonly TestFolder _folder = new();
    private WebServer _server = null!;
    private TestAuthority _root = null!;
    private TestAuthority _issuing = null!;
    private X509Certificate2 _alice = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await WebServer.StartAsync(async context =>
        {
            context.Response.StatusCode = _files.TryGetValue(context.Request.Path, out var file) ? 200 : 404;
            await context.Response.Body.WriteAsync(file, context.RequestAborted);
        });
        _root = new TestAuthority("root");
        _issuing = new TestAuthority("issuing", _root, TestAuthority.CrlAt(Url("root.crl")), TestAuthority.Access(issuer: Url("root.cer")));
        _alice = _issuing.Issue("alice@example.org", TestAuthority.CrlAt(Url("issuing.crl")), TestAuthority.Access(issuer: Url("issuing.cer")));
        _files["/issuing.cer"] = _issuing.Certificate.RawData;
        _files["/root.crl"] = _root.Crl(Now.AddDays(-1), Now.AddDays(6));
        _files["/issuing.crl"] = _issuing.Crl(Now.AddDays(-1), Now.AddDays(1));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Issuer_and_lists_are_fetched_and_the_path_is_valid()
    {
        var path = await ValidateAsync();
        Assert.Equal(PathVerdict.Valid, path.Result.Verdict);
        Assert.Equal(["/issuing.cer", "/issuing.crl", "/root.crl"], _server.Asked.Order(StringComparer.Ordinal));
        Assert.All(path.Attempts, attempt => Assert.Equal(EvidenceOrigin.Network, attempt.Origin));
        Assert.False(path.UsedExpired);

        // What was fetched is in the request: the next validation needs no network.
        Assert.Equal(PathVerdict.Valid, CertificatePath.Validate(path.Request).Verdict);
    }

    [Fact]
    public async Task Revoked_certificate_is_found_out()
    {
        _files["/issuing.crl"] = _issuing.Crl(Now.AddDays(-1), Now.AddDays(1), _alice);
        var path = await ValidateAsync();
        Assert.Equal(PathVerdict.Invalid, path.Result.Verdict);
        Assert.Contains(path.Result.Reasons, reason => reason.Code == PathReasonCode.CertificateRevoked);
    }

    [Fact]
    public async Task What_was_fetched_is_kept_and_answers_offline_until_its_time_is_over()
    {
        Assert.Equal(PathVerdict.Valid, (await ValidateAsync(Kept())).Result.Verdict);
        var asked = _server.Asked.Count;

        var again = await ValidateAsync(Kept() with { Offline = true });
        Assert.Equal(PathVerdict.Valid, again.Result.Verdict);
        Assert.All(again.Attempts, attempt => Assert.Equal((EvidenceOrigin.Kept, null), (attempt.Origin, attempt.Error)));

        _time.Advance(TimeSpan.FromHours(25));
        var later = await ValidateAsync(Kept() with { Offline = true });
        Assert.Equal(PathVerdict.Unverifiable, later.Result.Verdict);
        Assert.True(later.UsedExpired);
        var expired = Assert.Single(later.Attempts, attempt => attempt.Origin == EvidenceOrigin.KeptExpired);
        Assert.Equal((PkiErrorCode.FetchOffline, Now.AddDays(1)), (expired.Error!.Code, expired.Expires!.Value));
        Assert.Equal(asked, _server.Asked.Count);

        _files["/issuing.crl"] = _issuing.Crl(Now.AddDays(1), Now.AddDays(3));
        Assert.Equal(PathVerdict.Valid, (await ValidateAsync(Kept())).Result.Verdict);
    }

    [Fact]
    public async Task Nothing_kept_and_offline_is_told_apart_from_expired()
    {
        var path = await ValidateAsync(Kept() with { Offline = true });
        Assert.Equal(PathVerdict.Unverifiable, path.Result.Verdict);
        Assert.False(path.UsedExpired);
        Assert.Equal((EvidenceOrigin.None, PkiErrorCode.FetchOffline), (path.Attempts[0].Origin, path.Attempts[0].Error!.Code));
    }

    [Fact]
    public async Task Server_that_is_gone_leaves_what_is_kept()
    {
        await ValidateAsync(Kept());
        _files.Clear();
        _time.Advance(TimeSpan.FromHours(13));
        var path = await ValidateAsync(Kept());
        Assert.Equal(PathVerdict.Valid, path.Result.Verdict);
        Assert.Contains(path.Attempts, attempt => attempt is { Origin: EvidenceOrigin.Kept, Error.Code: PkiErrorCode.FetchFailed });
    }

    // A list by another key, well formed and current, was sent once; the right one is fetched the next time.
    [Fact]
    public async Task Kept_evidence_that_does_not_help_is_fetched_anew_once()
    {
        var honest = _files["/issuing.crl"];
        _files["/issuing.crl"] = new TestAuthority("issuing").Crl(Now.AddDays(-1), Now.AddDays(1));
        Assert.Equal(PathVerdict.Unverifiable, (await ValidateAsync(Kept())).Result.Verdict);
        _files["/issuing.crl"] = honest;
        Assert.Equal(PathVerdict.Valid, (await ValidateAsync(Kept())).Result.Verdict);
    }

    [Fact]
    public async Task Stranger_does_not_choose_whom_this_machine_dials()
    {
        var path = await ValidateAsync(new RevocationFetcherOptions { Time = _time });
        Assert.Equal(PathVerdict.Unverifiable, path.Result.Verdict);
        Assert.All(path.Attempts, attempt => Assert.Equal(PkiErrorCode.FetchForbidden, attempt.Error!.Code));
        var guarded = await ValidateAsync(new RevocationFetcherOptions { Time = _time, Fetching = FetchRules.Default with { Ports = [] } });
        Assert.All(guarded.Attempts, attempt => Assert.Equal(PkiErrorCode.FetchForbidden, attempt.Error!.Code));
        Assert.Empty(_server.Asked);
    }

    [Theory]
    [InlineData("ldap:///CN=x?certificateRevocationList")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://localhost/")]
    [InlineData("http://")]
    [InlineData("x")]
    public async Task Other_protocols_are_not_followed(string url)
    {
        _alice = _root.Issue("alice@example.org", TestAuthority.CrlAt(url));
        Assert.Equal(PkiErrorCode.FetchForbidden, Assert.Single((await ValidateAsync()).Attempts).Error!.Code);
    }

    [Fact]
    public async Task What_is_no_list_no_certificate_or_too_large_is_told()
    {
        _files["/issuing.crl"] = "<html>"u8.ToArray();
        Assert.Contains((await ValidateAsync()).Attempts, attempt => attempt.Error?.Code == PkiErrorCode.CrlMalformed);
        _files["/issuing.crl"] = new byte[5000];
        Assert.Contains((await ValidateAsync(Options() with { MaxRevocationListBytes = 4000 })).Attempts, attempt => attempt.Error?.Code == PkiErrorCode.FetchFailed);
        _files["/issuing.cer"] = [0x30, 0x00];
        Assert.Contains((await ValidateAsync()).Attempts, attempt => attempt.Error?.Code == PkiErrorCode.CertificateMalformed);
    }

    // Each issuer's certificate names the place of yet another issuer.
    [Fact]
    public async Task Chain_without_end_is_followed_to_the_limit()
    {
        var authorities = new List<TestAuthority> { new("top", new TestAuthority("unknown"), TestAuthority.Access(issuer: Url("0.cer"))) };
        for (var number = 0; number < 12; number++)
        {
            _files[$"/{number}.cer"] = authorities[^1].Certificate.RawData;
            authorities.Add(new TestAuthority($"level {number}", authorities[^1], TestAuthority.Access(issuer: Url($"{number}.cer"))));
        }

        _alice = authorities[^1].Issue("alice@example.org", TestAuthority.Access(issuer: Url("12.cer")));
        _files["/12.cer"] = authorities[^1].Certificate.RawData;
        var path = await ValidateAsync(Options() with { MaxRounds = 5 });
        Assert.Equal(PathVerdict.Unverifiable, path.Result.Verdict);
        Assert.InRange(_server.Asked.Count, 1, 5);
        Assert.InRange((await ValidateAsync(Options() with { MaxFetches = 2 })).Attempts.Length, 1, 2);
    }

    [Fact]
    public async Task Time_that_is_up_ends_the_fetching_and_not_the_answer()
    {
        await using var silent = await WebServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        _alice = _root.Issue("alice@example.org", TestAuthority.CrlAt(silent.Url + "a.crl"));
        var path = await ValidateAsync(Options() with { Timeout = TimeSpan.FromMilliseconds(300) });
        Assert.Equal(PathVerdict.Unverifiable, path.Result.Verdict);
        Assert.Equal(PkiErrorCode.FetchFailed, Assert.Single(path.Attempts).Error!.Code);
    }

    [Fact]
    public async Task Folder_of_kept_evidence_stays_within_its_limit_and_damage_is_no_failure()
    {
        await ValidateAsync(Kept() with { MaxCacheBytes = 1200 });
        Assert.InRange(new DirectoryInfo(_folder["kept"]).GetFiles().Sum(file => file.Length), 1, 1200);
        foreach (var file in Directory.GetFiles(_folder["kept"]))
        {
            await File.WriteAllBytesAsync(file, new byte[100], Cancellation);
        }

        Assert.Equal(PathVerdict.Valid, (await ValidateAsync(Kept())).Result.Verdict);
    }

    [Fact]
    public async Task Recipients_are_trusted_by_their_paths()
    {
        Directory.CreateDirectory(_folder["people"]);
        await File.WriteAllBytesAsync(_folder["people/alice.cer"], _alice.RawData, Cancellation);
        await File.WriteAllBytesAsync(_folder["people/bob.cer"], TestPerson.Certificate("bob@example.org").RawData, Cancellation);
        using var fetcher = new RevocationFetcher(Options());
        var trust = TrustAnchors.Create([_root.Certificate]).Value;
        using var directory = new FolderDirectory(_folder["people"], TestPerson.Rules with { Trust = PathTrust.Judge(trust, RevocationMode.Require, fetcher, time: _time) });
        Assert.True((await directory.FindAsync("alice@example.org", Cancellation)).Best.IsOk);
        Assert.Equal(PkiErrorCode.RecipientUntrusted, (await directory.FindAsync("bob@example.org", Cancellation)).Best.Error!.Code);
        _files["/issuing.crl"] = _issuing.Crl(Now.AddDays(-1), Now.AddDays(1), _alice);
        var revoked = (await directory.FindAsync("alice@example.org", Cancellation)).Best.Error!;
        Assert.Equal(PkiErrorCode.RecipientUntrusted, revoked.Code);
        Assert.StartsWith("certificateRevoked", revoked.Detail, StringComparison.Ordinal);
    }

    private string Url(string file) => _server.Url + file;

    private RevocationFetcherOptions Options() =>
        new() { Fetching = FetchRules.Default with { AllowPrivateAddresses = true, Ports = [] }, Time = _time };

    private RevocationFetcherOptions Kept() => Options() with { CacheFolder = _folder["kept"] };

    private async Task<FetchedPath> ValidateAsync(RevocationFetcherOptions? options = null)
    {
        using var fetcher = new RevocationFetcher(options ?? Options());
        return await fetcher.ValidateAsync(
            new PathRequest
            {
                Certificate = _alice,
                Trust = TrustAnchors.Create([_root.Certificate]).Value,
                At = _time.GetUtcNow(),
                Purpose = KeyPurpose.EmailEncryption,
                RevocationMode = RevocationMode.Require,
            },
            Cancellation);
    }
}
