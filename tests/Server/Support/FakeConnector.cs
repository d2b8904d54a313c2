using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Pki;

namespace Chancery.Server.Tests;

/// <summary>
/// A connector that plays its part over the real protocol, with keys of its own: so the server's tests need neither vault nor authority. What it does
/// with a kind of work can be replaced.
/// </summary>
public sealed class FakeConnector : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Guid> _challenges = new();
    private Task _loop = Task.CompletedTask;
    private bool _stopped;

    private FakeConnector(ServerFixture server)
    {
        Client = server.Client(ClientCertificate);
    }

    public HttpClient Client { get; }

    public X509Certificate2 ClientCertificate => TestPki.Shared.Connector;

    public X509Certificate2 DeviceAuthority => TestPki.Shared.DeviceAuthority;

    public X509Certificate2 Vault => TestPki.Shared.Vault;

    public X509Certificate2 Root => TestPki.Shared.Root;

    /// <summary>The work received, in order.</summary>
    public ConcurrentQueue<WorkBody> Received { get; } = new();

    /// <summary>The same, with their leases.</summary>
    public ConcurrentQueue<LeasedWork> Leased { get; } = new();

    /// <summary>The code of the last result the server did not take.</summary>
    public string? LastRefusal { get; private set; }

    /// <summary>Called before the built-in behaviour; a null falls through to it.</summary>
    public Func<WorkBody, WorkOutcome?> Behaviour { get; set; } = _ => null;

    /// <summary>Whether results are held back.</summary>
    public bool Mute { get; set; }

    public static async Task<FakeConnector> StartAsync(ServerFixture server)
    {
        var connector = new FakeConnector(server);
        var joined = await connector.PostAsync(ConnectorApi.Join, new JoinRequest(ServerFixture.JoinCode, "test-machine", "0.1.0"));
        joined.EnsureSuccessStatusCode();
        (await connector.PublishAsync()).EnsureSuccessStatusCode();
        connector._loop = Task.Run(connector.LoopAsync);
        return connector;
    }

    public Task<HttpResponseMessage> PublishAsync() => PostAsync(
        ConnectorApi.Publish, new PublishRequest(Vault.RawData, [Root.RawData], [Root.RawData], DeviceAuthority.RawData, [new PublishedCrl("issuing.crl", [0x30, 0x00])]));

    public Task<HttpResponseMessage> PostAsync<T>(string path, T message) => Client.PostAsync(path, JsonContent.Create(message, options: ConnectorJson.Options));

    /// <summary>The challenge an enrolment's profile would carry.</summary>
    public string ChallengeOf(Guid enrollmentId)
    {
        var challenge = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        _challenges[challenge] = enrollmentId;
        return challenge;
    }

    private async Task LoopAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var answer = await Client.PostAsync(
                    ConnectorApi.Lease, JsonContent.Create(new LeaseRequest(8, 5), options: ConnectorJson.Options), _stop.Token);
                answer.EnsureSuccessStatusCode();
                var leased = await answer.Content.ReadFromJsonAsync<LeaseResponse>(ConnectorJson.Options, _stop.Token);
                foreach (var work in leased!.Work)
                {
                    await DoAsync(work);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (HttpRequestException)
            {
                return; // The server was stopped first.
            }
        }
    }

    private async Task DoAsync(LeasedWork work)
    {
        Received.Enqueue(work.Body);
        Leased.Enqueue(work);
        if (Mute)
        {
            return;
        }

        var outcome = Behaviour(work.Body) ?? Usual(work.Body);
        using var answer = await PostAsync(ConnectorApi.Result, new ResultRequest(work.Id, work.LeaseToken, outcome));
        if (!answer.IsSuccessStatusCode)
        {
            LastRefusal = (string?)System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["error"]!["innerError"]!["code"];
        }
    }

    private WorkOutcome Usual(WorkBody body) => body switch
    {
        CreateEnrollmentWork enrollment => new EnrollmentCreated(enrollment.Delivery == EnrollmentDelivery.Link ? "a profile"u8.ToArray() : null),
        ScepWork scep => Scep(scep),
        ImportPfxWork import => Import(import),
        SealProfileWork seal => new ProfileSealed("sealed"u8.ToArray(), [.. seal.Identities.OfType<ImportedIdentityRequest>().Select(identity =>
            new SealedIdentity(identity.Slot, identity.Certificate, Issued: false))]),
        RevokeCertificateWork revoke => new CertificateRevoked(revoke.SerialNumber, TimeProvider.System.GetUtcNow()),
        EndBindingWork => new BindingEnded([]),
        _ => throw new ArgumentOutOfRangeException(nameof(body)),
    };

    private ScepAnswered Scep(ScepWork work)
    {
        using var key = DeviceAuthority.GetRSAPrivateKey()!;
        var request = ScepServer.Open(work.Message, DeviceAuthority, key).Value;
        if (request.ChallengePassword is null || !_challenges.TryRemove(request.ChallengePassword, out var enrollment))
        {
            return new ScepAnswered(ScepServer.Failure(request.Transaction, ScepFailInfo.BadRequest, DeviceAuthority, key), null, null);
        }

        var issued = TestPki.Identity(DeviceAuthority, PublicKey.CreateFromSubjectPublicKeyInfo(request.SubjectPublicKeyInfo, out _), $"CN={enrollment}");
        return new ScepAnswered(ScepServer.Success(request, issued, DeviceAuthority, key), enrollment, issued.RawData);
    }

    private WorkOutcome Import(ImportPfxWork work)
    {
        using var key = Vault.GetRSAPrivateKey()!;
        var opened = SealedImport.Open(work.Sealed, Vault, key);
        if (!opened.IsOk)
        {
            return new WorkRefused(new Error(opened.Error!.Name, "encryptedPfxBlob"), Retryable: false);
        }

        var identities = Pkcs12.Read(opened.Value.Pfx, opened.Value.Password, Pkcs12Limits.Import);
        return identities.IsOk
            ? new PfxImported([.. identities.Value.Select(identity => new ImportedKey(identity.Certificate.RawData, [], [1, 2, 3], [opened.Value.OwnerAddress], []))])
            : new WorkRefused(new Error(identities.Error!.Name, "encryptedPfxBlob"), Retryable: false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        await _stop.CancelAsync();
        await _loop;
        Client.Dispose();
        _stop.Dispose();
    }
}
