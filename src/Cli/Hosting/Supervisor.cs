using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Client;

namespace Chancery.Cli.Hosting;

/// <summary>
/// Starts the server, then the connector, and stops both together. They trust each other by a one-time code that is made here and handed to each on
/// its standard input: never in a flag or the environment, where other processes could read it.
/// </summary>
internal sealed class Supervisor(CliContext context, string[] serverArguments, string[] connectorArguments, bool supervised)
{
    private static readonly TimeSpan VaultPatience = TimeSpan.FromSeconds(10);
    private readonly Lock _lines = new();

    /// <summary>How long the two may take to work together.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Where the connector writes its vault's certificate at its start.</summary>
    public required string VaultCertificateFile { get; init; }

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var code = RandomNumberGenerator.GetHexString(48, lowercase: true);
        var ready = new TaskCompletionSource<ServerReady>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await Child.StartAsync("server", serverArguments, code, line => OnServerLine(line, ready), line => Relay("server", line));
        var serverEnd = server.WaitAsync(cancellation);
        if (await Task.WhenAny(ready.Task, serverEnd, Task.Delay(StartTimeout, context.Time, cancellation)) != ready.Task)
        {
            return await EndedEarlyAsync(server, serverEnd, cancellation);
        }

        var at = await ready.Task;
        string[] arguments =
        [
            .. connectorArguments, "--server", Origin(Here(at.Url)), "--server-cert", at.TlsCertificateFile,
            .. connectorArguments.Contains("--public-url") ? [] : new[] { "--public-url", Origin(at.Url) },
            .. at.PkiUrl is { } pki ? new[] { "--pki-url", Origin(pki) } : [],
        ];

        // One of a former start would say nothing about the vault that is opened now.
        if (File.Exists(VaultCertificateFile))
        {
            File.Delete(VaultCertificateFile);
        }

        await using var connector = await Child.StartAsync("connector", arguments, code, line => Relay("connector", line), line => Relay("connector", line));
        var connectorEnd = connector.WaitAsync(cancellation);
        var joined = WaitForVaultAsync(at, cancellation);
        var first = await Task.WhenAny(joined, serverEnd, connectorEnd);
        if (first != joined || cancellation.IsCancellationRequested)
        {
            return await EndedEarlyAsync(first == serverEnd ? server : connector, first == serverEnd ? serverEnd : connectorEnd, cancellation);
        }

        var vault = await joined;
        if (!vault.IsOk)
        {
            return context.Fail(vault.Error);
        }

        SayReady(new ServiceReady(new Uri(Origin(at.Url)), at.TlsCertificateFile, at.AdminTokenFile, vault.Value, server.Id, connector.Id));
        var ended = await Task.WhenAny(serverEnd, connectorEnd);
        return await EndedEarlyAsync(ended == serverEnd ? server : connector, ended, cancellation);
    }

    /// <summary>One of the two is gone, or we are told to stop; the other goes with it when it is disposed of.</summary>
    private async Task<int> EndedEarlyAsync(Child child, Task<int> end, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return ExitCodes.Done;
        }

        if (!end.IsCompletedSuccessfully)
        {
            return context.Fail("startTimedOut", child.Name);
        }

        var code = await end;
        context.Fail("processEnded", child.Name);
        return code == ExitCodes.Done ? ExitCodes.Failed : code;
    }

    /// <returns>SHA-256 of the vault's certificate, by the connector's own file; <c>vaultCertificateMismatch</c> where the server shows another's;
    /// <c>startTimedOut</c>.</returns>
    private async Task<ApiResult<string>> WaitForVaultAsync(ServerReady at, CancellationToken cancellation)
    {
        var until = context.Time.GetUtcNow() + StartTimeout;
        DateTimeOffset? differsSince = null;
        for (; context.Time.GetUtcNow() < until; await Task.Delay(TimeSpan.FromMilliseconds(100), context.Time, cancellation))
        {
            if (ReadFingerprint() is not { } fingerprint)
            {
                continue;
            }

            var seen = await SeenAsync(at, fingerprint, cancellation);
            if (seen is { IsOk: true, Value: true })
            {
                return fingerprint;
            }

            // Until the connector has published, a server may still show the vault of before it was replaced.
            differsSince = seen.Error?.Code == ClientErrorCodes.VaultCertificateMismatch ? differsSince ?? context.Time.GetUtcNow() : null;
            if (context.Time.GetUtcNow() - differsSince > VaultPatience)
            {
                return seen.Error!;
            }
        }

        return new ApiError("startTimedOut", "The connector did not call in time.", "connector");
    }

    /// <returns>Whether the connector has called; <c>vaultCertificateMismatch</c> where the server shows another vault's certificate than the connector's.</returns>
    private static async Task<ApiResult<bool>> SeenAsync(ServerReady at, string fingerprint, CancellationToken cancellation)
    {
        var opened = ChanceryClient.Open(new ChanceryConnection
        {
            Server = Here(at.Url),
            TokenFile = at.AdminTokenFile,
            ServerCertificate = at.TlsCertificateFile,
            VaultCertificate = fingerprint,
        });
        if (!opened.IsOk)
        {
            return opened.Error;
        }

        using var client = opened.Value;
        var vault = await client.GetVaultCertificateAsync(cancellation);
        if (!vault.IsOk)
        {
            return vault.Error;
        }

        // At a second start the vault's certificate is known already, and the connector may not have called yet.
        vault.Value.Dispose();
        return await client.GetStatusAsync(cancellation) is { IsOk: true, Value.ConnectorAvailable: true };
    }

    private string? ReadFingerprint()
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(VaultCertificateFile));
            return Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span));
        }
        catch (IOException)
        {
            return null; // Not written yet.
        }
    }

    private void OnServerLine(string line, TaskCompletionSource<ServerReady> ready)
    {
        if (!ready.Task.IsCompleted && line.StartsWith('{') && JsonSerializer.Deserialize<ServerReady>(line) is { Url: not null } at)
        {
            ready.SetResult(at);
        }
        else
        {
            Relay("server", line);
        }
    }

    private void SayReady(ServiceReady at)
    {
        string[] lines = supervised ? [JsonSerializer.Serialize(at)] :
        [
            context.Say(ServingWords.Ready(at.Url)),
            context.Say(ServingWords.Processes(at.ServerProcessId, at.ConnectorProcessId)),
            context.Say(ServingWords.Token(at.AdminTokenFile)),
            context.Say(ServingWords.ServerCertificate(at.TlsCertificateFile)),
            context.Say(ServingWords.Vault(at.VaultCertificate)),
            context.Say(ResultWords.Next(
                $"chancery connect --server {Origin(at.Url)} --token-file {at.AdminTokenFile} --server-cert {at.TlsCertificateFile}"
                + $" --vault-cert {at.VaultCertificate}")),
        ];
        lock (_lines)
        {
            foreach (var line in lines)
            {
                context.Out.WriteLine(line);
            }

            context.Out.Flush();
        }
    }

    // The name that devices dial may not exist yet, or lead through a router that does not lead back; the certificate is pinned, so its name does not matter.
    private static Uri Here(Uri url) => url.IsLoopback ? url : new UriBuilder(url) { Host = "localhost" }.Uri;

    private static string Origin(Uri url) => url.GetLeftPart(UriPartial.Authority);

    private void Relay(string name, string line)
    {
        lock (_lines)
        {
            context.Error.WriteLine($"{name} | {line}");
        }
    }
}

/// <summary>What a supervised supervisor tells, as one line of JSON, when server and connector work together.</summary>
/// <param name="Url">The address the server took.</param>
/// <param name="TlsCertificateFile">The file of its TLS certificate.</param>
/// <param name="AdminTokenFile">The file of the administrator's token.</param>
/// <param name="VaultCertificate">SHA-256 of the vault's certificate.</param>
/// <param name="ServerProcessId">The server's process.</param>
/// <param name="ConnectorProcessId">The connector's process.</param>
internal sealed record ServiceReady(
    Uri Url, string TlsCertificateFile, string AdminTokenFile, string VaultCertificate, int ServerProcessId, int ConnectorProcessId);
