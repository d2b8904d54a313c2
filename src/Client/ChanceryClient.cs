using Chancery.Client.Http;

namespace Chancery.Client;

/// <summary>
/// The public API, typed: what the command line, the demo and programs use. Every call answers with a value or with the failure in its place;
/// none throws for what a server or a network does.
/// </summary>
public sealed partial class ChanceryClient : IDisposable
{
    private readonly ApiTransport _api;
    private readonly ChanceryConnection _connection;

    private ChanceryClient(ApiTransport api, ChanceryConnection connection) => (_api, _connection) = (api, connection);

    /// <summary>Reads the token and the pin; nothing is sent yet.</summary>
    /// <param name="connection">Where the server is.</param>
    /// <returns>The client; or <c>tokenUnreadable</c>, <c>serverCertificateUnreadable</c>.</returns>
    public static ApiResult<ChanceryClient> Open(ChanceryConnection connection) =>
        ApiTransport.Open(connection).Then<ChanceryClient>(api => new ChanceryClient(api, connection));

    /// <inheritdoc/>
    public void Dispose() => _api.Dispose();

    private static string Escape(string segment) => Uri.EscapeDataString(segment);

    private static string Quote(string text) => $"'{Uri.EscapeDataString(text.Replace("'", "''", StringComparison.Ordinal))}'";
}
