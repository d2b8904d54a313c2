using System.Text.Json;
using Chancery.Cli.Hosting;
using Chancery.Client;

namespace Chancery.Cli.Demo;

/// <summary>The product, running: <c>chancery serve</c> as its own process, on a free port of this machine's loopback.</summary>
internal sealed class DemoService : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(4);
    private readonly Child _serve;

    private DemoService(Child serve, ServiceReady ready, ChanceryClient client, string spool) => (_serve, Ready, Client, Spool) = (serve, ready, client, spool);

    public ServiceReady Ready { get; }

    public ChanceryClient Client { get; }

    /// <summary>The folder that the connector's letters arrive in.</summary>
    public string Spool { get; }

    public static async Task<DemoService> StartAsync(string data, Action<string> log, TimeProvider time, CancellationToken cancellation)
    {
        var spool = Path.Combine(data, "mail-spool");
        var ready = new TaskCompletionSource<ServiceReady>(TaskCreationOptions.RunContinuationsAsynchronously);
        var serve = await Child.StartAsync(
            "serve",
            [
                "serve", "--supervised", "--data", data, "--url", "https://localhost:0", "--mail-spool", spool,
                "--mail-from", "certificates@example.test", "--organization", "Example",
            ],
            firstLine: "",
            line => OnLine(line, ready, log),
            log);
        var end = serve.WaitAsync(cancellation);
        if (await Task.WhenAny(ready.Task, end, Task.Delay(StartTimeout, time, cancellation)) != ready.Task)
        {
            await serve.DisposeAsync();
            cancellation.ThrowIfCancellationRequested();
            throw new DemoFailure("The service did not start; its words are above.");
        }

        return new DemoService(serve, await ready.Task, Connect(await ready.Task), spool);
    }

    /// <summary>Ends when the service does.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _serve.WaitAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _serve.DisposeAsync();
    }

    private static ChanceryClient Connect(ServiceReady ready)
    {
        var opened = ChanceryClient.Open(new ChanceryConnection
        {
            Server = ready.Url,
            TokenFile = ready.AdminTokenFile,
            ServerCertificate = ready.TlsCertificateFile,
            VaultCertificate = ready.VaultCertificate,
        });
        return opened.IsOk ? opened.Value : throw new DemoFailure($"{opened.Error.Code}: {opened.Error.Message}");
    }

    private static void OnLine(string line, TaskCompletionSource<ServiceReady> ready, Action<string> log)
    {
        if (line.StartsWith('{') && JsonSerializer.Deserialize<ServiceReady>(line) is { Url: not null } at)
        {
            ready.TrySetResult(at);
        }
        else
        {
            log(line);
        }
    }
}
