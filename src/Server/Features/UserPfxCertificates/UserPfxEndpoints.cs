using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.UserPfxCertificates;

/// <summary>Imported certificates: <c>/deviceManagement/userPfxCertificates</c>.</summary>
internal static class UserPfxEndpoints
{
    internal const string Set = "deviceManagement/userPfxCertificates";

    // Intune's own cmdlets read the first page alone.
    private const int LargePage = 10_000;

    internal static void Map(IEndpointRouteBuilder api)
    {
        var certificates = api.MapGroup("/deviceManagement/userPfxCertificates");
        certificates.MapGet("", ListAsync);
        certificates.MapPost("", ImportUserPfx.HandleAsync);
        certificates.MapGet("/{id}", GetAsync);
        certificates.MapPatch("/{id}", UpdateUserPfx.HandleAsync);
        certificates.MapDelete("/{id}", DeleteUserPfx.HandleAsync);
    }

    /// <summary>The certificate of a Graph identifier.</summary>
    internal static async Task<UserPfxCertificateRow?> FindAsync(ChanceryDbContext db, string id, CancellationToken cancellation)
    {
        var dash = id.IndexOf('-', StringComparison.Ordinal);
        if (dash != 32 || !Guid.TryParseExact(id[..dash], "n", out var user))
        {
            return null;
        }

        var thumbprint = id[(dash + 1)..].ToLowerInvariant();
        return await db.UserPfxCertificates.FirstOrDefaultAsync(row => row.UserId == user && row.Thumbprint == thumbprint, cancellation);
    }

    internal static async Task<string> UserPrincipalNameAsync(ChanceryDbContext db, UserPfxCertificateRow row, CancellationToken cancellation) =>
        await db.Users.Where(user => user.Id == row.UserId).Select(user => user.UserPrincipalName).SingleAsync(cancellation);

    private static async Task<IResult> ListAsync(HttpContext http, ChanceryDbContext db)
    {
        var query = GraphQuery.Read(http.Request, LargePage, "userPrincipalName", "thumbprint", "id");
        if (!query.IsOk)
        {
            return Answers.Fail(query.Error);
        }

        var rows = from certificate in db.UserPfxCertificates.AsNoTracking()
                   join user in db.Users on certificate.UserId equals user.Id
                   select new { Certificate = certificate, User = user };
        rows = query.Value.Value("userPrincipalName") is { } name ? rows.Where(row => row.User.UserPrincipalNameKey == name) : rows;
        rows = query.Value.Value("thumbprint") is { } thumbprint ? rows.Where(row => row.Certificate.Thumbprint == thumbprint) : rows;
        if (query.Value.Value("id") is { } id)
        {
            var found = await FindAsync(db, id, http.RequestAborted);
            rows = rows.Where(row => row.Certificate.Id == (found == null ? Guid.Empty : found.Id));
        }

        var ordered = rows.OrderBy(row => row.User.UserPrincipalNameKey).ThenBy(row => row.Certificate.NotBefore).ThenBy(row => row.Certificate.Id);
        return await GraphAnswer.PageAsync(http, Set, query.Value, ordered, row => UserPfxJson.Write(row.Certificate, row.User.UserPrincipalName));
    }

    private static async Task<IResult> GetAsync(HttpContext http, ChanceryDbContext db, string id) =>
        await FindAsync(db, id, http.RequestAborted) is { } row
            ? GraphAnswer.Entity(http, Set, UserPfxJson.Write(row, await UserPrincipalNameAsync(db, row, http.RequestAborted)), row.Version)
            : Answers.Fail("notFound", "userPfxCertificates");
}
