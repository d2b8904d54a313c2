using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.Users;

/// <summary>PATCH <c>/users/{id}</c>. A new address leaves the old one among the former ones.</summary>
internal static class UpdateUser
{
    internal static async Task<IResult> HandleAsync(HttpContext http, ChanceryDbContext db, TimeProvider time, string id)
    {
        var json = await RequestBody.ReadObjectAsync(http.Request);
        if (!json.IsOk)
        {
            return Answers.Fail(json.Error);
        }

        await using var change = await Change.BeginAsync(db, http);
        if (await UserEndpoints.FindAsync(db, id, http.RequestAborted) is not { } user)
        {
            return Answers.Fail("notFound", "users");
        }

        if (ETags.Check(http.Request, user.Version) is { } stale)
        {
            return Answers.Fail(stale);
        }

        var (formerMail, body) = (user.Mail, new GraphReader(json.Value));
        UserReading.Apply(body, user);
        if (body.Error is { } error)
        {
            return Answers.Fail(error);
        }

        if (await db.Users.AnyAsync(other => other.Id != user.Id && other.UserPrincipalNameKey == user.UserPrincipalNameKey, http.RequestAborted))
        {
            return Answers.Fail("alreadyExists", "userPrincipalName", user.UserPrincipalName);
        }

        if (formerMail is not null && UserRow.Key(formerMail) != user.MailKey && !user.FormerAddresses.Contains(UserRow.Key(formerMail)))
        {
            user.FormerAddresses = [.. user.FormerAddresses, UserRow.Key(formerMail)];
        }

        user.LastModifiedDateTime = time.GetUtcNow();
        await db.SaveChangesAsync(http.RequestAborted);
        await Marking.UserAsync(db, user.Id, http.RequestAborted);
        await change.CommitAsync("user.updated", "user", user.Id, new { user.UserPrincipalName, user.Mail });
        return GraphAnswer.Entity(http, "users", UserJson.Write(user), user.Version);
    }
}
