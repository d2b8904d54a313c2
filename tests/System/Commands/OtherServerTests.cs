using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Cli;
using Chancery.Cli.Terminal;
using Chancery.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Chancery.System.Tests;

/// <summary>The client against a server that is not ours: whatever it answers is a value, and the token goes nowhere else.</summary>
public sealed class OtherServerTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chancery-other-").FullName;
    private readonly X509Certificate2 _certificate = MakeCertificate();
    private Func<HttpContext, Task> _answer = _ => Task.CompletedTask;
    private WebApplication? _app;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        _app = builder.Build();
        _app.Run(context => _answer(context));
        await _app.StartAsync();
        await File.WriteAllTextAsync(TokenFile, "token\n");
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(200, "<html>")]
    [InlineData(200, "null")]
    [InlineData(200, "")]
    [InlineData(200, "[1,2]")]
    [InlineData(500, "<html>")]
    [InlineData(404, "{\"error\":3}")]
    [InlineData(404, "[]")]
    [InlineData(302, "")]
    public async Task Answer_that_is_none_of_the_api_is_a_value(int status, string body)
    {
        _answer = context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        };
        using var client = Open();

        Assert.Equal("unexpectedAnswer", (await client.GetUserAsync("a")).Error?.Code);
    }

    [Fact]
    public async Task Error_of_the_api_keeps_its_code_target_and_request()
    {
        _answer = context =>
        {
            context.Response.StatusCode = 422;
            return context.Response.WriteAsync("""{"error":{"code":"UnprocessableEntity","message":"No.","target":"pfx","innerError":{"code":"pfxNoKey","request-id":"r1"}}}""");
        };
        using var client = Open();

        Assert.Equal(new ApiError("pfxNoKey", "No.", "pfx", 422, "r1"), (await client.GetUserAsync("a")).Error);
    }

    [Fact]
    public async Task Next_link_to_another_server_is_not_followed()
    {
        var asked = 0;
        _answer = context =>
        {
            asked++;
            return context.Response.WriteAsync("""{"value":[{"userPrincipalName":"a"}],"@odata.nextLink":"https://evil.example.test/steal"}""");
        };
        using var client = Open();

        Assert.Single((await client.ListUsersAsync()).Value);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Pages_are_followed_to_the_end()
    {
        _answer = context => context.Response.WriteAsync(context.Request.QueryString.HasValue
            ? """{"value":[{"userPrincipalName":"b"}]}"""
            : """{"value":[{"userPrincipalName":"a"}],"@odata.nextLink":"/beta/users?$skiptoken=1"}""");
        using var client = Open();

        Assert.Equal(["a", "b"], (await client.ListUsersAsync()).Value.Select(user => user.UserPrincipalName));
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(null)]
    public async Task Other_certificate_than_the_pinned_is_refused_before_the_token_is_sent(string? pin)
    {
        var asked = 0;
        _answer = _ =>
        {
            asked++;
            return Task.CompletedTask;
        };
        using var client = Open(pin);

        Assert.Equal("serverCertificateMismatch", (await client.GetUserAsync("a")).Error?.Code);
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task Vault_that_is_not_the_pinned_one_gets_no_import()
    {
        var posted = 0;
        _answer = context =>
        {
            posted += context.Request.Method == "POST" ? 1 : 0;
            return context.Response.WriteAsync($$"""{"certificate":"{{Convert.ToBase64String(_certificate.RawData)}}"}""");
        };
        using var client = ChanceryClient.Open(Connection(Fingerprint) with { VaultCertificate = new string('0', 64) }).Value;

        var imported = await client.ImportPfxAsync(new PfxImport([1], "p", new ClientUser { UserPrincipalName = "a@example.test" }, "smimeSigning", []));

        Assert.Equal("vaultCertificateMismatch", imported.Error?.Code);
        Assert.Equal(0, posted);
    }

    [Theory]
    [InlineData("alice", null, "old@example.test", "ownerAddressNotConfirmed")]
    [InlineData("alice@example.test", null, "old@example.test", "ownerAddressNotConfirmed")]
    [InlineData("alice", "alice@example.test", null, "ownerAddressNotConfirmed")]
    [InlineData("alice", null, null, "unexpectedAnswer")]
    [InlineData("alice", "Mallory@example.test", "old@example.test", "unexpectedAnswer")]
    public async Task Owner_named_by_the_server_alone_gets_no_import_that_its_certificate_does_not_vouch_for(
        string user, string? owner, string? former, string code)
    {
        var vaults = 0;
        _answer = context =>
        {
            vaults += context.Request.Path.Value!.Contains("vault", StringComparison.Ordinal) ? 1 : 0;
            return context.Response.WriteAsync("""{"id":"1","userPrincipalName":"alice","mail":"mallory@example.test"}""");
        };
        await File.WriteAllBytesAsync(Path.Combine(_folder, "a.p12"), [1]);
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.password"), "secret\n");
        using var error = new StringWriter();
        string[] arguments =
        [
            "pfx", "import", Path.Combine(_folder, "a.p12"), "--user", user, "--purpose", "smimeEncryption", "--password-file",
            Path.Combine(_folder, "a.password"), "--server", Connection(null).Server.ToString(), "--token-file", TokenFile, "--server-cert", Fingerprint,
            "--vault-cert", new string('0', 64), .. owner is null ? Array.Empty<string>() : ["--owner-address", owner],
            .. former is null ? Array.Empty<string>() : ["--former-address", former],
        ];

        await CommandLine.RunAsync(
            arguments,
            new CliContext { Out = TextWriter.Null, Error = error, Language = Language.English, IsFancy = false, ConfigFolder = _folder },
            CancellationToken.None);

        Assert.Contains($"[{code}]", error.ToString());
        Assert.Equal(code == "unexpectedAnswer" ? 1 : 0, vaults);
    }

    private string TokenFile => Path.Combine(_folder, "token");

    private string Fingerprint => Convert.ToHexString(SHA256.HashData(_certificate.RawData));

    private ChanceryClient Open() => Open(Fingerprint);

    private ChanceryClient Open(string? pin) => ChanceryClient.Open(Connection(pin)).Value;

    private ChanceryConnection Connection(string? pin) =>
        new() { Server = new Uri(_app!.Urls.First().Replace("127.0.0.1", "localhost")), TokenFile = TokenFile, ServerCertificate = pin };

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
