using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;

namespace Chancery.Server.Features.Groups;

/// <summary>PATCH <c>/groups/{id}</c>: names alone; devices have nothing of them.</summary>
internal static class UpdateGroup
{
    internal static async Task<IResult> HandleAsync(HttpContext http, ChanceryDbContext db, TimeProvider time, string id)
    {
        var json = await RequestBody.ReadObjectAsync(http.Request);
        if (!json.IsOk)
        {
            return Answers.Fail(json.Error);
        }

        await using var change = await Change.BeginAsync(db, http);
        if (await GroupEndpoints.FindAsync(db, id, http.RequestAborted) is not { } group)
        {
            return Answers.Fail("notFound", "groups");
        }

        var body = new GraphReader(json.Value);
        CreateGroup.Apply(body, group);
        if ((ETags.Check(http.Request, group.Version) ?? body.Error) is { } error)
        {
            return Answers.Fail(error);
        }

        group.LastModifiedDateTime = time.GetUtcNow();
        await change.CommitAsync("group.updated", "group", group.Id, new { group.DisplayName });
        return GraphAnswer.Entity(http, "groups", GroupEndpoints.Write(group), group.Version);
    }
}
