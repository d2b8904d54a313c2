using System.Net;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Chancery.Server;

/// <summary>How the server is started. No member is a secret: secrets are files of the data folder, or come by <see cref="JoinCode"/>.</summary>
public sealed record ServerOptions
{
    /// <summary>
    /// The folder of everything the server keeps: database, TLS certificate, administrator's token. Made if absent, readable by its owner alone.
    /// </summary>
    public required string DataFolder { get; init; }

    /// <summary>The https address people, devices and connectors dial. Port 0 takes any free port, for tests.</summary>
    public required Uri Url { get; init; }

    /// <summary>
    /// The plain http address of <c>/pki</c>, and of nothing else: revocation lists and authorities' certificates, which whoever checks a certificate must be
    /// able to fetch without checking one first (S/MIME BR 7.1.2.3). Null: not served over plain http. Port 0 takes any free port.
    /// </summary>
    public Uri? PkiUrl { get; init; }

    /// <summary>The address to listen on; by default loopback where <see cref="Url"/> names this machine only, else every address.</summary>
    public IPAddress? ListenAddress { get; init; }

    /// <summary>The TLS certificate with its chain, PEM; by default a self-signed one made at first start in the data folder.</summary>
    public string? TlsCertificateFile { get; init; }

    /// <summary>Its private key, PEM.</summary>
    public string? TlsKeyFile { get; init; }

    /// <summary>The PostgreSQL connection string, without which the server keeps an SQLite database in the data folder.</summary>
    public string? PostgresConnectionString { get; init; }

    /// <summary>Reads a one-time code under which a connector may join, from a place that is not a flag or the environment; null where none is given.</summary>
    public Func<CancellationToken, Task<string?>>? JoinCode { get; init; }

    /// <summary>The organisation's name, shown on devices.</summary>
    public string Organization { get; init; } = "Chancery";

    /// <summary>
    /// Whether anybody may look up the encryption certificate of an address of ours (RFC 4387), as whoever writes to our people must. It tells who has
    /// one, to those who know the whole address.
    /// </summary>
    public bool PublishesRecipients { get; init; } = true;

    /// <summary>Where the server says what an administrator must know: paths, the address, that it is ready. Never a secret.</summary>
    public TextWriter? Output { get; init; }

    /// <summary>How many addresses one place may look up in a minute.</summary>
    internal int RecipientLookupsPerMinute { get; init; } = 60;

    /// <summary>Interceptors of the database, for tests and the benchmark: e.g. a counter of commands.</summary>
    internal IReadOnlyList<IInterceptor> Interceptors { get; init; } = [];

    /// <summary>Whether background work runs; a test that counts commands has it rest.</summary>
    internal bool RunWorkers { get; init; } = true;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
