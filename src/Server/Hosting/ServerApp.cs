using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Chancery.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Chancery.Server.Hosting;

/// <summary>Puts the application together: Kestrel, services, the pipeline.</summary>
internal static class ServerApp
{
    /// <summary>Some clients repeat a whole SCEP message in the query string of a POST (6.6 KB and more).</summary>
    private const int LongestRequestLine = 16 * 1024;

    /// <summary>The largest body any endpoint takes; each sets its own, smaller one.</summary>
    internal const long LargestBody = 4 * 1024 * 1024;

    internal static WebApplication Build(ServerOptions options, X509Certificate2 certificate, X509Certificate2Collection chain)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(ServerApp).Assembly.GetName().Name });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);

        // Standard output is for what the command says; the log goes beside it.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options, certificate, chain));
        builder.Services.AddRoutingCore();
        ServerServices.Add(builder.Services, options);
        var app = builder.Build();
        app.UseMiddleware<ErrorMiddleware>();
        app.Use((http, next) =>
        {
            http.Request.Path = ApiPath.Normalize(http.Request.Path);
            http.Response.Headers.XContentTypeOptions = "nosniff";
            if (ApiPath.SpeaksGraph(http.Request.Path))
            {
                http.Response.Headers.CacheControl = "no-store";
            }

            return next(http);
        });
        app.Use((http, next) => IsPublic(http.Request) ? next(http) : Answers.Fail("notFound").ExecuteAsync(http));
        app.UseMiddleware<AdminAuthentication>();
        app.UseRouting();
        ServerRoutes.Map(app);
        return app;
    }

    /// <summary>The addresses with the ports really taken, where the options left them to the system.</summary>
    internal static (Uri Url, Uri? PkiUrl) UrlsTaken(WebApplication app, ServerOptions options)
    {
        var taken = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address)).ToList();
        return (Taken(options.Url), options.PkiUrl is { } pki ? Taken(pki) : null);

        Uri Taken(Uri asked) => new UriBuilder(asked) { Port = taken.First(address => address.Scheme == asked.Scheme).Port }.Uri;
    }

    // Without TLS there is nothing here but what is for everybody.
    private static bool IsPublic(HttpRequest request) => request.IsHttps || request.Path.StartsWithSegments("/pki");

    private static void Listen(KestrelServerOptions kestrel, ServerOptions options, X509Certificate2 certificate, X509Certificate2Collection chain)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
        kestrel.Limits.MaxRequestHeadersTotalSize = 2 * LongestRequestLine;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        var address = options.ListenAddress ?? (options.Url.IsLoopback ? IPAddress.Loopback : Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any);
        kestrel.Listen(address, options.Url.Port, endpoint => endpoint.UseHttps(https =>
        {
            https.ServerCertificate = certificate;
            https.ServerCertificateChain = chain;
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            // Devices' and connectors' certificates are ours, not the web's: whoever handles the request decides what one is worth.
            https.ClientCertificateValidation = (_, _, _) => true;
        }));
        if (options.PkiUrl is { } pki)
        {
            kestrel.Listen(address, pki.Port);
        }
    }
}
