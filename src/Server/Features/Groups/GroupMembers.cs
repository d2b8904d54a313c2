using System.Text.Json.Nodes;
using Chancery.Server.Features.Users;
using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.Groups;

/// <summary>The members of a group: <c>/groups/{id}/members</c> and its <c>$ref</c>.</summary>
internal static class GroupMembers
{
    internal static async Task<IResult> ListAsync(HttpContext http, ChanceryDbContext db, string id)
    {
        if (await GroupEndpoints.FindAsync(db, id, http.RequestAborted) is not { } group)
        {
            return Answers.Fail("notFound", "groups");
        }

        var users = await db.Users.AsNoTracking().Where(user => db.GroupMembers.Any(member => member.GroupId == group.Id && member.UserId == user.Id))
            .OrderBy(user => user.UserPrincipalNameKey).ToListAsync(http.RequestAborted);
        var devices = await db.Devices.AsNoTracking().Where(device => db.GroupMembers.Any(member => member.GroupId == group.Id && member.DeviceId == device.Id))
            .OrderBy(device => device.Id).Select(device => new { device.Id, device.DeviceName }).ToListAsync(http.RequestAborted);
        return GraphAnswer.Collection(http, "directoryObjects",
        [
            .. users.Select(user => Typed("#microsoft.graph.user", UserJson.Write(user))),
            .. devices.Select(device =>
                Typed("#microsoft.graph.device", new JsonObject { ["id"] = device.Id.ToString(), ["displayName"] = device.DeviceName })),
        ]);
    }

    internal static async Task<IResult> AddAsync(HttpContext http, ChanceryDbContext db, string id)
    {
        var json = await RequestBody.ReadObjectAsync(http.Request);
        if (!json.IsOk)
        {
            return Answers.Fail(json.Error);
        }

        var body = new GraphReader(json.Value);
        var reference = body.RequiredText("@odata.id", 1024);
        if (body.Error is { } error)
        {
            return Answers.Fail(error);
        }

        await using var change = await Change.BeginAsync(db, http);
        if (await GroupEndpoints.FindAsync(db, id, http.RequestAborted) is not { } group)
        {
            return Answers.Fail("notFound", "groups");
        }

        // The reference's root may be another name of this server, or Graph's: only its last part says who.
        var name = reference.Split(['/', '(', ')', '\''], StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
        var member = await MemberAsync(db, group.Id, name, http.RequestAborted);
        if (member is null)
        {
            return Answers.Fail("userUnknown", "@odata.id", reference);
        }

        if (await db.GroupMembers.AnyAsync(other => other.GroupId == group.Id && other.MemberId == member.MemberId, http.RequestAborted))
        {
            return Answers.Fail("alreadyExists", "@odata.id", "The group has this member already.");
        }

        db.GroupMembers.Add(member);
        await db.SaveChangesAsync(http.RequestAborted);
        await MarkAsync(db, member, http.RequestAborted);
        await change.CommitAsync("group.memberAdded", "group", group.Id, new { member.MemberId });
        return Results.NoContent();
    }

    internal static async Task<IResult> RemoveAsync(HttpContext http, ChanceryDbContext db, string id, string memberId)
    {
        await using var change = await Change.BeginAsync(db, http);
        var group = await GroupEndpoints.FindAsync(db, id, http.RequestAborted);
        if (group is null || !Guid.TryParse(memberId, out var guid)
            || await db.GroupMembers.FirstOrDefaultAsync(other => other.GroupId == group.Id && other.MemberId == guid, http.RequestAborted) is not { } member)
        {
            return Answers.Fail("notFound", "members");
        }

        db.GroupMembers.Remove(member);
        await db.SaveChangesAsync(http.RequestAborted);
        await MarkAsync(db, member, http.RequestAborted);
        await change.CommitAsync("group.memberRemoved", "group", group.Id, new { member.MemberId });
        return Results.NoContent();
    }

    private static async Task<GroupMemberRow?> MemberAsync(ChanceryDbContext db, Guid groupId, string name, CancellationToken cancellation)
    {
        if (await UserEndpoints.FindAsync(db, name, cancellation) is { } user)
        {
            return GroupMemberRow.ForUser(groupId, user.Id);
        }

        return Guid.TryParse(name, out var id) && await db.Devices.AnyAsync(device => device.Id == id, cancellation)
            ? GroupMemberRow.ForDevice(groupId, id)
            : null;
    }

    private static Task<int> MarkAsync(ChanceryDbContext db, GroupMemberRow member, CancellationToken cancellation) =>
        member.UserId is { } user ? Marking.UserAsync(db, user, cancellation) : Marking.DeviceAsync(db, member.MemberId, cancellation);

    private static JsonObject Typed(string type, JsonObject entity)
    {
        entity.Insert(0, "@odata.type", type);
        return entity;
    }
}
