using Chancery.Server.Hosting;

namespace Chancery.Server;

/// <summary>Starts the server: the process that meets the Internet and holds no private key of a person.</summary>
public static class ServerHost
{
    /// <summary>Runs the server until it is told to stop.</summary>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Tells it to stop.</param>
    /// <returns>The exit code: 0 after an orderly stop.</returns>
    /// <exception cref="IOException">The data folder, the database or the port cannot be used.</exception>
    public static async Task<int> RunAsync(ServerOptions options, CancellationToken cancellation)
    {
        await using var server = await StartAsync(options, cancellation);
        await server.WaitForShutdownAsync(cancellation);
        return 0;
    }

    /// <summary>Starts the server and returns when it answers.</summary>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Gives up the start.</param>
    /// <exception cref="IOException">The data folder, the database or the port cannot be used.</exception>
    public static async Task<RunningServer> StartAsync(ServerOptions options, CancellationToken cancellation = default)
    {
        PrivateFile.EnsureFolder(options.DataFolder);
        var tls = TlsCertificate.Load(options);
        var app = ServerApp.Build(options, tls.Certificate, tls.Chain);
        await Startup.RunAsync(app, options, cancellation);
        await app.StartAsync(cancellation);
        var (url, pkiUrl) = ServerApp.UrlsTaken(app, options);
        if (options.Output is { } output)
        {
            await output.WriteLineAsync($"TLS certificate:        {tls.File}");
            await output.WriteLineAsync($"Administrator's token:  {Path.Combine(options.DataFolder, AdminToken.FileName)}");
            await output.WriteLineAsync($"Ready at {url}");
        }

        return new RunningServer(app, url, pkiUrl, tls.File, Path.Combine(options.DataFolder, AdminToken.FileName));
    }
}
