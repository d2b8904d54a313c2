using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Chancery.Server;

/// <summary>A server that answers. Disposing it stops it.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    internal RunningServer(WebApplication app, Uri url, Uri? pkiUrl, string tlsCertificateFile, string adminTokenFile)
    {
        _app = app;
        Url = url;
        PkiUrl = pkiUrl;
        TlsCertificateFile = tlsCertificateFile;
        AdminTokenFile = adminTokenFile;
    }

    /// <summary>The address it answers on, with the port it really took.</summary>
    public Uri Url { get; }

    /// <summary>The plain http address of <c>/pki</c>, with the port it really took; null where it is not served so.</summary>
    public Uri? PkiUrl { get; }

    /// <summary>The file of its TLS certificate, PEM: what clients pin.</summary>
    public string TlsCertificateFile { get; }

    /// <summary>The file of the administrator's token, readable by its owner alone.</summary>
    public string AdminTokenFile { get; }

    /// <summary>What the server is made of, for the tests of this assembly.</summary>
    internal IServiceProvider Services => _app.Services;

    /// <summary>Waits until the server is told to stop.</summary>
    /// <param name="cancellation">Tells it to stop.</param>
    public Task WaitForShutdownAsync(CancellationToken cancellation = default) => _app.WaitForShutdownAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
