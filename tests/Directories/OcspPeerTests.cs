using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Directories.Tests;

/// <summary>OCSP, asked of OpenSSL's responder.</summary>
public sealed class OcspPeerTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly int _port = Peer.FreePort();
    private readonly TestAuthority _authority = new("responder");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/")]
    [InlineData("/?long")]
    public async Task Responder_tells_good_from_revoked(string place)
    {
        var (good, revoked) = (Issue("good@example.org", place), Issue("revoked@example.org", place));
        using var responder = await StartAsync($"{Line('V', good, "")}{Line('R', revoked, "200101000000Z")}");
        var path = await ValidateAsync(good);
        Assert.Equal((PathVerdict.Valid, EvidenceOrigin.Network, ""), (path.Result.Verdict, Assert.Single(path.Attempts).Origin, path.Attempts[0].Error?.ToString() ?? ""));
        Assert.Contains((await ValidateAsync(revoked)).Result.Reasons, reason => reason.Code == PathReasonCode.CertificateRevoked);
    }

    [Fact]
    public async Task Responder_that_knows_nothing_and_one_that_is_not_there_prove_nothing()
    {
        var stranger = Issue("stranger@example.org", "/");
        Assert.Equal(PkiErrorCode.FetchFailed, Assert.Single((await ValidateAsync(stranger)).Attempts).Error!.Code);
        using var responder = await StartAsync("");
        Assert.Equal(PathVerdict.Unverifiable, (await ValidateAsync(stranger)).Result.Verdict);
    }

    private X509Certificate2 Issue(string address, string place) => _authority.Issue(address, TestAuthority.Access(ocsp: $"http://localhost:{_port}{place}"));

    private static string Line(char state, X509Certificate2 certificate, string revoked) =>
        string.Create(CultureInfo.InvariantCulture, $"{state}\t20990101000000Z\t{revoked}\t{certificate.SerialNumber}\tunknown\t/{certificate.Subject}\n");

    private async Task<Peer> StartAsync(string index)
    {
        await File.WriteAllTextAsync(_folder["index.txt"], index);
        await File.WriteAllTextAsync(_folder["ca.pem"], _authority.Certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(_folder["ca.key"], _authority.Key.ExportPkcs8PrivateKeyPem());
        return await Peer.StartAsync(
            "openssl", "openssl",
            ["ocsp", "-index", _folder["index.txt"], "-port", _port.ToString(CultureInfo.InvariantCulture), "-rsigner", _folder["ca.pem"], "-rkey", _folder["ca.key"],
                "-CA", _folder["ca.pem"], "-nmin", "60", "-ignore_err"],
            // To knock would be to hang it: it waits for ever for the request of who knocked.
            peer => Task.FromResult(peer.Said.Contains("waiting for", StringComparison.Ordinal)));
    }

    private async Task<FetchedPath> ValidateAsync(X509Certificate2 certificate)
    {
        using var fetcher = new RevocationFetcher(
            new RevocationFetcherOptions { Fetching = FetchRules.Default with { AllowPrivateAddresses = true, Ports = [] } });
        return await fetcher.ValidateAsync(
            new PathRequest
            {
                Certificate = certificate,
                Trust = TrustAnchors.Create([_authority.Certificate]).Value,
                At = DateTimeOffset.UtcNow,
                RevocationMode = RevocationMode.Require,
            },
            TestContext.Current.CancellationToken);
    }
}
