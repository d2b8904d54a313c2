using System.Text.Json.Nodes;
using Chancery.Server.Connectors;
using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.Status;

/// <summary>
/// How the server is: <c>/healthz</c> (the process answers), <c>/readyz</c> (so does its database), and for administrators <c>/chancery/v1/status</c> and
/// <c>/chancery/v1/audit</c>.
/// </summary>
internal static class StatusEndpoints
{
    internal static void MapPublic(IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => Answers.Bytes("ok"u8.ToArray(), "text/plain"));
        app.MapGet("/readyz", ReadyAsync);
    }

    internal static void Map(IEndpointRouteBuilder chancery)
    {
        chancery.MapGet("/status", StatusAsync);
        chancery.MapGet("/audit", AuditAsync);
    }

    private static async Task<IResult> ReadyAsync(HttpContext http, ChanceryDbContext db)
    {
        await db.Settings.AnyAsync(http.RequestAborted);
        return Answers.Bytes("ready"u8.ToArray(), "text/plain");
    }

    private static async Task<IResult> StatusAsync(HttpContext http, ChanceryDbContext db, ConnectorPresence presence) => GraphAnswer.Json(new JsonObject
    {
        ["version"] = typeof(StatusEndpoints).Assembly.GetName().Version!.ToString(3),
        ["connectorAvailable"] = await presence.IsAvailableAsync(db, http.RequestAborted),
        ["users"] = await db.Users.CountAsync(http.RequestAborted),
        ["managedDevices"] = await db.Devices.CountAsync(device => device.UnenrolledDateTime == null, http.RequestAborted),
        ["devicesToPlan"] = await db.Devices.CountAsync(device => device.NeedsPlan, http.RequestAborted),
        ["openWork"] = await db.Work.CountAsync(work => work.State == WorkState.Queued || work.State == WorkState.Leased, http.RequestAborted),
    });

    private static async Task<IResult> AuditAsync(HttpContext http, ChanceryDbContext db)
    {
        var query = GraphQuery.Read(http.Request, GraphAnswer.Page);
        return query.IsOk
            ? await GraphAnswer.PageAsync(http, "audit", query.Value, db.Audit.AsNoTracking().OrderByDescending(row => row.Sequence), Write)
            : Answers.Fail(query.Error);
    }

    private static JsonObject Write(AuditRow row) => new()
    {
        ["sequence"] = row.Sequence,
        ["activityDateTime"] = JsonBytes.Instant(row.DateTime),
        ["actor"] = row.Actor,
        ["activity"] = row.Action,
        ["targetType"] = row.TargetType,
        ["targetId"] = row.TargetId,
        ["detail"] = JsonNode.Parse(row.DetailJson),
        ["requestId"] = row.RequestId,
        ["hash"] = Convert.ToHexStringLower(row.Hash),
    };
}
