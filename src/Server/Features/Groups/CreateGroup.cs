using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;

namespace Chancery.Server.Features.Groups;

/// <summary>POST <c>/groups</c>. Graph allows two groups of one name, and so do we.</summary>
internal static class CreateGroup
{
    internal static async Task<IResult> HandleAsync(HttpContext http, ChanceryDbContext db, TimeProvider time)
    {
        var json = await RequestBody.ReadObjectAsync(http.Request);
        if (!json.IsOk)
        {
            return Answers.Fail(json.Error);
        }

        var (body, now) = (new GraphReader(json.Value), time.GetUtcNow());
        var group = new GroupRow { Id = Guid.CreateVersion7(now), CreatedDateTime = now, LastModifiedDateTime = now };
        body.RequiredText("displayName");
        Apply(body, group);
        if (body.Error is { } error)
        {
            return Answers.Fail(error);
        }

        await using var change = await Change.BeginAsync(db, http);
        db.Groups.Add(group);
        await change.CommitAsync("group.created", "group", group.Id, new { group.DisplayName });
        return GraphAnswer.Entity(http, "groups", GroupEndpoints.Write(group), group.Version, StatusCodes.Status201Created);
    }

    internal static void Apply(GraphReader body, GroupRow group)
    {
        group.DisplayName = body.Has("displayName") ? body.RequiredText("displayName") : group.DisplayName;
        group.Description = body.Has("description") ? body.Text("description", 1024) : group.Description;
        group.MailNickname = body.Has("mailNickname") ? body.Text("mailNickname", 64) : group.MailNickname;
    }
}
