using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.Users;

/// <summary>People: <c>/users</c>. A user is named by identifier or by sign-in name, as in Graph.</summary>
internal static class UserEndpoints
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/users", ListAsync);
        api.MapPost("/users", CreateUser.HandleAsync);
        api.MapGet("/users/{id}", GetAsync);
        api.MapPatch("/users/{id}", UpdateUser.HandleAsync);
        api.MapDelete("/users/{id}", DeleteUser.HandleAsync);
    }

    /// <summary>The user of an identifier or a sign-in name.</summary>
    internal static Task<UserRow?> FindAsync(ChanceryDbContext db, string id, CancellationToken cancellation)
    {
        var key = UserRow.Key(id);
        return Guid.TryParse(id, out var guid)
            ? db.Users.FirstOrDefaultAsync(user => user.Id == guid, cancellation)
            : db.Users.FirstOrDefaultAsync(user => user.UserPrincipalNameKey == key, cancellation);
    }

    private static async Task<IResult> ListAsync(HttpContext http, ChanceryDbContext db)
    {
        var read = GraphQuery.Read(http.Request, GraphAnswer.Page, "userPrincipalName", "mail", "displayName", "id");
        if (!read.IsOk)
        {
            return Answers.Fail(read.Error);
        }

        var query = read.Value;
        var users = db.Users.AsNoTracking();
        users = query.Value("userPrincipalName") is { } name ? users.Where(user => user.UserPrincipalNameKey == name) : users;
        users = query.Value("mail") is { } mail ? users.Where(user => user.MailKey == mail) : users;
        users = query.Exact("displayName") is { } display ? users.Where(user => user.DisplayName == display) : users;
        users = query.Identifier("id") is { } id ? users.Where(user => user.Id == id) : users;
        return await GraphAnswer.PageAsync(http, "users", query, users.OrderBy(user => user.UserPrincipalNameKey), UserJson.Write);
    }

    private static async Task<IResult> GetAsync(HttpContext http, ChanceryDbContext db, string id) =>
        await FindAsync(db, id, http.RequestAborted) is { } user
            ? GraphAnswer.Entity(http, "users", UserJson.Write(user), user.Version)
            : Answers.Fail("notFound", "users");
}
