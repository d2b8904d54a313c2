using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.Groups;

/// <summary>
/// DELETE <c>/groups/{id}</c>. Refused while a profile is assigned to it: what its members lose should be an administrator's decision about
/// the profile, and an exclusion that vanished would give keys to those it kept from them.
/// </summary>
internal static class DeleteGroup
{
    internal static async Task<IResult> HandleAsync(HttpContext http, ChanceryDbContext db, string id)
    {
        await using var change = await Change.BeginAsync(db, http);
        if (await GroupEndpoints.FindAsync(db, id, http.RequestAborted) is not { } group)
        {
            return Answers.Fail("notFound", "groups");
        }

        if (ETags.Check(http.Request, group.Version) is { } stale)
        {
            return Answers.Fail(stale);
        }

        if (await db.Assignments.FirstOrDefaultAsync(assignment => assignment.GroupId == group.Id, http.RequestAborted) is { } assignment)
        {
            return Answers.Fail("inUse", "groups", $"The profile {assignment.ProfileId} is assigned to it.");
        }

        db.Groups.Remove(group);
        await change.CommitAsync("group.deleted", "group", group.Id, new { group.DisplayName });
        return Results.NoContent();
    }
}
