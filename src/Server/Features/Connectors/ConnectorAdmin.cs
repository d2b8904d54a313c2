using System.Text.Json.Nodes;
using Chancery.Server.Connectors;
using Chancery.Server.Graph;
using Chancery.Server.Hosting;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.Connectors;

/// <summary>Connectors as administrators see them: <c>/chancery/v1/connectors</c>, and the codes under which they join.</summary>
internal static class ConnectorAdmin
{
    internal static void Map(IEndpointRouteBuilder chancery)
    {
        chancery.MapGet("/connectors", ListAsync);
        chancery.MapPost("/connectors/joinCodes", MakeCodeAsync);
        chancery.MapPatch("/connectors/{id}", ShutOutAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext http, ChanceryDbContext db, ConnectorPresence presence)
    {
        var rows = await db.Connectors.AsNoTracking().OrderBy(row => row.Id).ToListAsync(http.RequestAborted);
        return GraphAnswer.Collection(http, "connectors", rows.Select(row => Write(row, presence)));
    }

    private static JsonObject Write(ConnectorRow row, ConnectorPresence presence) => new()
    {
        ["id"] = row.Id.ToString(),
        ["machineName"] = row.MachineName,
        ["connectorVersion"] = row.SoftwareVersion,
        ["disabled"] = row.Disabled,
        ["certificateSha256"] = row.CertificateHash,
        ["enrolledDateTime"] = JsonBytes.Instant(row.EnrolledDateTime),
        ["lastConnectionDateTime"] = JsonBytes.Instant(presence.LastSeen(row.Id) ?? row.LastConnectionDateTime),
    };

    /// <summary>The code is shown this once; the server keeps its hash.</summary>
    private static async Task<IResult> MakeCodeAsync(HttpContext http, ChanceryDbContext db, TimeProvider time)
    {
        var (code, now) = (AdminToken.Make(), time.GetUtcNow());
        await using var change = await Change.BeginAsync(db, http);
        await JoinCode.SetAsync(db, code, now, http.RequestAborted);
        await change.CommitAsync("connector.joinCodeMade", "connector", Guid.Empty, new { Expires = now + JoinCode.Life });
        return GraphAnswer.Json(
            new JsonObject { ["joinCode"] = code, ["expirationDateTime"] = JsonBytes.Instant(now + JoinCode.Life) }, StatusCodes.Status201Created);
    }

    /// <summary>PATCH <c>{disabled}</c>: a connector that is shut out gets no work and its results are not taken.</summary>
    private static async Task<IResult> ShutOutAsync(HttpContext http, ChanceryDbContext db, ConnectorPresence presence, string id)
    {
        var json = await RequestBody.ReadObjectAsync(http.Request);
        if (!json.IsOk)
        {
            return Answers.Fail(json.Error);
        }

        var body = new GraphReader(json.Value);
        var disabled = body.Flag("disabled");
        if (disabled is null)
        {
            body.Fail("disabled", "The property is required.");
            return Answers.Fail(body.Error!);
        }

        await using var change = await Change.BeginAsync(db, http);
        var row = Guid.TryParse(id, out var guid) ? await db.Connectors.FirstOrDefaultAsync(other => other.Id == guid, http.RequestAborted) : null;
        if (row is null)
        {
            return Answers.Fail("notFound", "connectors");
        }

        if (ETags.Check(http.Request, row.Version) is { } stale)
        {
            return Answers.Fail(stale);
        }

        row.Disabled = disabled.Value;
        await change.CommitAsync(row.Disabled ? "connector.disabled" : "connector.enabled", "connector", row.Id, new { row.MachineName });
        return GraphAnswer.Entity(http, "connectors", Write(row, presence), row.Version);
    }
}
