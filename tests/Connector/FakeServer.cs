using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Chancery.Channels.Connectors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Chancery.Connector.Tests;

/// <summary>A server on real HTTPS that knows the connector's protocol and nothing else.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    internal const string JoinCode = "one-time-code";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<WorkOutcome>> _answers = new();
    private readonly Channel<LeasedWork> _work = System.Threading.Channels.Channel.CreateUnbounded<LeasedWork>();
    private string? _connector;

    private FakeServer(WebApplication app, X509Certificate2 certificate) => (_app, Certificate) = (app, certificate);

    internal X509Certificate2 Certificate { get; }

    internal Uri Url => new(_app.Urls.First());

    internal int FailuresToCome;

    internal int Joins;

    internal int ResultsRefused;

    internal ConcurrentQueue<PublishRequest> Published { get; } = new();

    internal static async Task<FakeServer> StartAsync()
    {
        var certificate = SelfSigned();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = certificate;
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.AllowAnyClientCertificate();
        })));
        var app = builder.Build();
        var server = new FakeServer(app, certificate);
        app.MapPost(ConnectorApi.Join, (Delegate)server.JoinAsync);
        app.MapPost(ConnectorApi.Publish, (Delegate)server.PublishAsync);
        app.MapPost(ConnectorApi.Lease, (Delegate)server.LeaseAsync);
        app.MapPost(ConnectorApi.Result, (Delegate)server.ResultAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>As if its database had been put back to before the join.</summary>
    internal void Forget() => _connector = null;

    internal async Task<WorkOutcome> DoAsync(WorkBody body)
    {
        var id = Guid.NewGuid();
        var answer = _answers[id] = new TaskCompletionSource<WorkOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _work.Writer.WriteAsync(new LeasedWork(id, "lease", TimeProvider.System.GetUtcNow().AddMinutes(1), body));
        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task<IResult> JoinAsync(HttpContext http)
    {
        var request = await http.Request.ReadFromJsonAsync<JoinRequest>(ConnectorJson.Options);
        Interlocked.Increment(ref Joins);
        if (request!.JoinCode != JoinCode)
        {
            return Results.StatusCode(403);
        }

        _connector = Caller(http);
        return Results.Json(new JoinResponse(Guid.NewGuid()), ConnectorJson.Options);
    }

    private async Task<IResult> PublishAsync(HttpContext http)
    {
        if (Interlocked.Decrement(ref FailuresToCome) >= 0)
        {
            return Results.StatusCode(503);
        }

        if (_connector != Caller(http))
        {
            return Results.StatusCode(401);
        }

        Published.Enqueue((await http.Request.ReadFromJsonAsync<PublishRequest>(ConnectorJson.Options))!);
        return Results.NoContent();
    }

    private async Task<IResult> LeaseAsync(HttpContext http)
    {
        if (_connector != Caller(http))
        {
            return Results.StatusCode(401);
        }

        var request = await http.Request.ReadFromJsonAsync<LeaseRequest>(ConnectorJson.Options);
        var leased = new List<LeasedWork> { await _work.Reader.ReadAsync(http.RequestAborted) };
        while (leased.Count < request!.Most && _work.Reader.TryRead(out var more))
        {
            leased.Add(more);
        }

        return Results.Json(new LeaseResponse(leased), ConnectorJson.Options);
    }

    private async Task<IResult> ResultAsync(HttpContext http)
    {
        var request = await http.Request.ReadFromJsonAsync<ResultRequest>(ConnectorJson.Options);
        if (Interlocked.Decrement(ref ResultsRefused) >= 0)
        {
            return Results.StatusCode(409);
        }

        Assert.Equal("lease", request!.LeaseToken);
        _answers[request.Id].TrySetResult(request.Outcome);
        return Results.NoContent();
    }

    private static string? Caller(HttpContext http) => http.Connection.ClientCertificate?.GetCertHashString(HashAlgorithmName.SHA256);

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
