using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Cli;
using Chancery.Cli.Demo;
using Chancery.Cli.Hosting;
using Chancery.Cli.Terminal;

namespace Chancery.System.Tests;

/// <summary>What the serving processes do when something is in the way.</summary>
public sealed class ServingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chancery-serving-").FullName;
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _error.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Server_whose_port_is_taken_says_so()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var exit = await RunAsync("server", "--data", At("server"), "--url", $"https://localhost:{((IPEndPoint)taken.LocalEndpoint).Port}");

        Assert.Equal(1, exit);
        Assert.Contains("[startFailed]", Said("startFailed"));
    }

    [Fact]
    public async Task Server_address_that_is_not_https_is_refused()
    {
        Assert.Equal(2, await RunAsync("server", "--data", At("server"), "--url", "http://localhost:0"));
        Assert.Contains("[usage]", Said("usage"));
    }

    [Fact]
    public async Task Connector_that_cannot_start_ends_the_service_with_its_failure()
    {
        var exit = await RunAsync(
            "serve", "--data", At("data"), "--url", "https://localhost:0", "--mail-spool", At("spool"), "--smtp-host", "relay.example.test");

        Assert.NotEqual(0, exit);
        Assert.Contains("connectorSettingsInvalid", _error.ToString());
        Assert.Contains("[processEnded]", Said("processEnded"));
    }

    [Fact]
    public async Task Server_that_never_becomes_ready_is_given_up_and_stopped()
    {
        // A connector that finds nobody keeps trying: it never says that it is a server.
        string[] silent = ["connector", "--supervised", "--data", At("connector"), "--server", "https://127.0.0.1:1", "--mail-spool", At("spool")];

        var exit = await new Supervisor(Context(), silent, silent, supervised: false)
        {
            StartTimeout = TimeSpan.FromSeconds(3),
            VaultCertificateFile = At("vault.pem"),
        }.RunAsync(CancellationToken.None);

        Assert.Equal(1, exit);
        Assert.Contains("[startTimedOut]", Said("startTimedOut"));
    }

    [Fact]
    public async Task Server_that_shows_another_vault_than_the_connectors_is_not_started()
    {
        string[] server = ["server", "--supervised", "--data", At("server"), "--url", "https://localhost:0"];
        string[] connector = ["connector", "--supervised", "--data", At("connector"), "--mail-spool", At("spool")];

        // As if the connector had written this one, and the server published its own.
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var written = new CertificateRequest("CN=Chancery vault", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(1));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        var supervisor = new Supervisor(Context(), server, connector, supervised: false) { VaultCertificateFile = At("vault.pem") };
        var running = supervisor.RunAsync(stop.Token);
        await File.WriteAllTextAsync(At("vault.pem.new"), written.ExportCertificatePem(), stop.Token);
        while (!Directory.Exists(At("connector")) && !running.IsCompleted)
        {
            await Task.Delay(20, stop.Token);
        }

        File.Move(At("vault.pem.new"), At("vault.pem"));

        Assert.Equal(3, await running);
        Assert.Contains("[vaultCertificateMismatch]", Said("vaultCertificateMismatch"));
    }

    [Fact]
    public async Task Child_ends_when_its_standard_input_does()
    {
        var ready = new TaskCompletionSource();
        await using var child = await Child.StartAsync(
            "server", ["server", "--supervised", "--data", At("server"), "--url", "https://localhost:0"], "a code", _ => ready.TrySetResult(), _ => { });
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(60));

        await child.StopAsync();

        Assert.Equal(0, await child.WaitAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Demo_whose_service_does_not_start_fails_and_shows_why()
    {
        Directory.CreateDirectory(At("data"));
        await File.WriteAllTextAsync(At("data/server"), "a file where a folder should be");

        var exit = await RunAsync("demo", "--out", At("out"), "--data", At("data"));

        Assert.Equal(1, exit);
        Assert.Contains("[demoStepFailed]", Said("demoStepFailed"));
        Assert.Contains("server |", _error.ToString());
    }

    [Fact]
    public void Promise_that_is_not_kept_ends_the_demo() => Assert.Throws<DemoFailure>(() => DemoRun.Promise(kept: false, "no"));

    private Task<int> RunAsync(params string[] arguments) => CommandLine.RunAsync(arguments, Context(), CancellationToken.None);

    private CliContext Context() =>
        new() { Out = TextWriter.Null, Error = TextWriter.Synchronized(_error), Language = Language.English, IsFancy = false, ConfigFolder = At("config") };

    private string At(string name) => Path.Combine(_folder, name);

    private string Said(string code) => _error.ToString() is var text && text.Contains($"[{code}]", StringComparison.Ordinal) ? $"[{code}]" : text;
}
