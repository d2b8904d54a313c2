using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chancery.Directories.Tests;

/// <summary>A real web server on a free port of 127.0.0.1 that answers as a test wants.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebServer(WebApplication app) => _app = app;

    public Uri Url { get; private set; } = null!;

    /// <summary>The paths and queries asked for, in order.</summary>
    public List<string> Asked { get; } = [];

    public static async Task<WebServer> StartAsync(RequestDelegate answer, X509Certificate2? tls = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (tls is not null)
            {
                listen.UseHttps(tls);
            }
        }));
        var app = builder.Build();
        var server = new WebServer(app);
        app.Run(context =>
        {
            lock (server.Asked)
            {
                server.Asked.Add(context.Request.Path + context.Request.QueryString);
            }

            return answer(context);
        });
        await app.StartAsync();
        var bound = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        server.Url = new Uri($"{(tls is null ? "http" : "https")}://localhost:{bound.Port}/");
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
