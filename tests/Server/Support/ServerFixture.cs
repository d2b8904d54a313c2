using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using Chancery.Storage;
using Chancery.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Chancery.Server.Tests;

/// <summary>A server on a real Kestrel over HTTPS on a loopback port, with a database of its own; and, where asked, a fake connector.</summary>
public sealed class ServerFixture : IAsyncDisposable
{
    public const string JoinCode = "a-code-that-serves-once";

    private readonly string _folder;
    private readonly TestStore _store;
    private readonly X509Certificate2 _tls;
    private FakeConnector? _connector;

    private ServerFixture(string folder, TestStore store, RunningServer server)
    {
        (_folder, _store, Server) = (folder, store, server);
        _tls = X509CertificateLoader.LoadCertificateFromFile(server.TlsCertificateFile);
        Admin = Client();
        Admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(server.AdminTokenFile).Trim());
    }

    public RunningServer Server { get; }

    /// <summary>A client that shows the administrator's token.</summary>
    public HttpClient Admin { get; }

    public CommandCounter Counter => _store.Counter;

    public FakeConnector Connector => _connector ?? throw new InvalidOperationException("The fixture was started without a connector.");

    internal IServiceProvider Services => Server.Services;

    public static async Task<ServerFixture> StartAsync(
        StoreKind kind = StoreKind.Sqlite, bool connector = true, bool workers = true, TimeProvider? time = null, Func<ServerOptions, ServerOptions>? configure = null)
    {
        var store = await TestStore.CreateAsync(kind);
        var folder = Directory.CreateTempSubdirectory("chancery-server-").FullName;
        var options = new ServerOptions
        {
            DataFolder = folder,
            Url = new Uri("https://localhost:0"),
            PkiUrl = new Uri("http://localhost:0"),
            PostgresConnectionString = store.ConnectionString,
            JoinCode = _ => Task.FromResult<string?>(JoinCode),
            Interceptors = [store.Counter],
            RunWorkers = workers,
            Time = time ?? TimeProvider.System,
        };
        var server = await ServerHost.StartAsync(configure is null ? options : configure(options));
        var fixture = new ServerFixture(folder, store, server);
        if (connector)
        {
            fixture._connector = await FakeConnector.StartAsync(fixture);
        }

        return fixture;
    }

    /// <summary>A client that trusts this server alone, and shows a certificate where given one.</summary>
    public HttpClient Client(X509Certificate2? certificate = null)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null && shown.GetRawCertData().AsSpan().SequenceEqual(_tls.RawData);
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [certificate];
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }

        return new HttpClient(handler) { BaseAddress = Server.Url, Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>A context on the server's database.</summary>
    public ChanceryDbContext Open() => _store.Open();

    internal T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        if (_connector is not null)
        {
            await _connector.DisposeAsync();
        }

        Admin.Dispose();
        await Server.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
