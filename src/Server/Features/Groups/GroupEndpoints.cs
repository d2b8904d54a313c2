using System.Text.Json.Nodes;
using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.Groups;

/// <summary>Groups of users and devices: <c>/groups</c>.</summary>
internal static class GroupEndpoints
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/groups", ListAsync);
        api.MapPost("/groups", CreateGroup.HandleAsync);
        api.MapGet("/groups/{id}", GetAsync);
        api.MapPatch("/groups/{id}", UpdateGroup.HandleAsync);
        api.MapDelete("/groups/{id}", DeleteGroup.HandleAsync);
        api.MapGet("/groups/{id}/members", GroupMembers.ListAsync);
        api.MapPost("/groups/{id}/members/$ref", GroupMembers.AddAsync);
        api.MapDelete("/groups/{id}/members/{memberId}/$ref", GroupMembers.RemoveAsync);
    }

    internal static Task<GroupRow?> FindAsync(ChanceryDbContext db, string id, CancellationToken cancellation) =>
        Guid.TryParse(id, out var guid) ? db.Groups.FirstOrDefaultAsync(group => group.Id == guid, cancellation) : Task.FromResult<GroupRow?>(null);

    internal static JsonObject Write(GroupRow group) => new()
    {
        ["id"] = group.Id.ToString(),
        ["displayName"] = group.DisplayName,
        ["description"] = group.Description,
        ["mailNickname"] = group.MailNickname,
        ["mailEnabled"] = false,
        ["securityEnabled"] = true,
        ["groupTypes"] = new JsonArray(),
        ["createdDateTime"] = JsonBytes.Instant(group.CreatedDateTime),
    };

    private static async Task<IResult> ListAsync(HttpContext http, ChanceryDbContext db)
    {
        var query = GraphQuery.Read(http.Request, GraphAnswer.Page, "displayName", "id");
        if (!query.IsOk)
        {
            return Answers.Fail(query.Error);
        }

        var groups = db.Groups.AsNoTracking();
        groups = query.Value.Exact("displayName") is { } name ? groups.Where(group => group.DisplayName == name) : groups;
        groups = query.Value.Identifier("id") is { } id ? groups.Where(group => group.Id == id) : groups;
        return await GraphAnswer.PageAsync(http, "groups", query.Value, groups.OrderBy(group => group.DisplayName).ThenBy(group => group.Id), Write);
    }

    private static async Task<IResult> GetAsync(HttpContext http, ChanceryDbContext db, string id) =>
        await FindAsync(db, id, http.RequestAborted) is { } group
            ? GraphAnswer.Entity(http, "groups", Write(group), group.Version)
            : Answers.Fail("notFound", "groups");
}
