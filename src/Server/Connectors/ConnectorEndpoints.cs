using Chancery.Channels.Connectors;
using Chancery.Server.Features;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Chancery.Server.Connectors;

/// <summary>The connector's protocol (<see cref="ConnectorApi"/>): always called by the connector.</summary>
internal static class ConnectorEndpoints
{
    // Long enough to make a dozen RSA keys on a small machine.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private const int MostAtOnce = 32;
    private const int LargestJoin = 4096;

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(ConnectorApi.Join, JoinAsync);
        app.MapPost(ConnectorApi.Publish, PublishMaterial.HandleAsync);
        app.MapPost(ConnectorApi.Lease, LeaseAsync);
        app.MapPost(ConnectorApi.Result, CompleteWork.HandleAsync);
    }

    private static async Task<IResult> JoinAsync(HttpContext http, ChanceryDbContext db, TimeProvider time, ConnectorPresence presence)
    {
        var hash = await ConnectorAuthentication.CertificateHashAsync(http);
        if (!hash.IsOk)
        {
            return Answers.Fail(hash.Error);
        }

        // Anybody may say this much.
        var request = await ConnectorBody.ReadAsync<JoinRequest>(http.Request, LargestJoin);
        if (!request.IsOk)
        {
            return Answers.Fail(request.Error);
        }

        var (code, machine, version) = (request.Value.JoinCode, request.Value.MachineName, request.Value.Version);
        if (string.IsNullOrEmpty(code) || machine is not { Length: <= 256 } || version is not { Length: <= 64 } || (machine + version).Any(char.IsControl))
        {
            return Answers.Fail("invalidRequest", "joinCode, machineName, version");
        }

        var now = time.GetUtcNow();
        await using var change = await Change.BeginAsync(db, http, "connector");
        if (!await JoinCode.TakeAsync(db, code, now, http.RequestAborted))
        {
            return Answers.Fail("joinCodeInvalid", "joinCode");
        }

        var connector = await db.Connectors.FirstOrDefaultAsync(row => row.CertificateHash == hash.Value, http.RequestAborted);
        if (connector is null)
        {
            connector = new ConnectorRow { Id = Guid.CreateVersion7(now), CertificateHash = hash.Value, EnrolledDateTime = now };
            db.Connectors.Add(connector);
        }

        (connector.MachineName, connector.SoftwareVersion, connector.LastConnectionDateTime) = (machine, version, now);
        await change.CommitAsync("connector.joined", "connector", connector.Id, new { connector.MachineName, connector.CertificateHash });
        presence.Seen(connector.Id);
        return ConnectorBody.Answer(new JoinResponse(connector.Id));
    }

    private static async Task<IResult> LeaseAsync(
        HttpContext http, ChanceryDbContext db, ChanceryStore store, WorkQueue queue, ConnectorPresence presence, IHostApplicationLifetime life)
    {
        var connector = await ConnectorAuthentication.IdentifyAsync(http, db, presence);
        if (!connector.IsOk)
        {
            return Answers.Fail(connector.Error);
        }

        var request = await ConnectorBody.ReadAsync<LeaseRequest>(http.Request);
        if (!request.IsOk)
        {
            return Answers.Fail(request.Error);
        }

        if (request.Value is not { Most: >= 1, WaitSeconds: >= 0 })
        {
            return Answers.Fail("invalidRequest", "most, waitSeconds");
        }

        var most = Math.Min(request.Value.Most, MostAtOnce);
        var wait = TimeSpan.FromSeconds(Math.Min(request.Value.WaitSeconds, ConnectorApi.LongestWaitSeconds));
        using var held = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        var rows = await WaitAsync(() => queue.LeaseOrWaitAsync(store, connector.Value, most, Lease, wait, held.Token), life.ApplicationStopping);
        presence.Seen(connector.Value);
        var leased = rows.Select(row => new LeasedWork(row.Id, row.LeaseToken!, row.LeaseExpires!.Value, Works.Body(row)));
        return ConnectorBody.Answer(new LeaseResponse([.. leased]));
    }

    // A server that stops does not keep its connectors waiting, nor itself.
    private static async Task<IReadOnlyList<WorkRow>> WaitAsync(Func<Task<IReadOnlyList<WorkRow>>> lease, CancellationToken stopping)
    {
        try
        {
            return await lease();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return [];
        }
    }
}
