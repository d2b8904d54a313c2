using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.Users;

/// <summary>POST <c>/users</c>.</summary>
internal static class CreateUser
{
    internal static async Task<IResult> HandleAsync(HttpContext http, ChanceryDbContext db, TimeProvider time)
    {
        var json = await RequestBody.ReadObjectAsync(http.Request);
        if (!json.IsOk)
        {
            return Answers.Fail(json.Error);
        }

        var body = new GraphReader(json.Value);
        body.RequiredText("userPrincipalName");
        var now = time.GetUtcNow();
        var user = new UserRow { Id = Guid.CreateVersion7(now), CreatedDateTime = now, LastModifiedDateTime = now };
        UserReading.Apply(body, user);
        if (body.Error is { } error)
        {
            return Answers.Fail(error);
        }

        await using var change = await Change.BeginAsync(db, http);
        if (await db.Users.AnyAsync(other => other.UserPrincipalNameKey == user.UserPrincipalNameKey, http.RequestAborted))
        {
            return Answers.Fail("alreadyExists", "userPrincipalName", user.UserPrincipalName);
        }

        db.Users.Add(user);
        await change.CommitAsync("user.created", "user", user.Id, new { user.UserPrincipalName, user.Mail });
        return GraphAnswer.Entity(http, "users", UserJson.Write(user), user.Version, StatusCodes.Status201Created);
    }
}
