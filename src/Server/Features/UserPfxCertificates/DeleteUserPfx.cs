using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;

namespace Chancery.Server.Features.UserPfxCertificates;

/// <summary>
/// DELETE <c>/deviceManagement/userPfxCertificates/{id}</c>: 204 and nothing else, as Intune's cmdlets want it. The person's devices lose the certificate.
/// </summary>
internal static class DeleteUserPfx
{
    internal static async Task<IResult> HandleAsync(HttpContext http, ChanceryDbContext db, string id)
    {
        await using var change = await Change.BeginAsync(db, http);
        if (await UserPfxEndpoints.FindAsync(db, id, http.RequestAborted) is not { } row)
        {
            return Answers.Fail("notFound", "userPfxCertificates");
        }

        if (ETags.Check(http.Request, row.Version) is { } stale)
        {
            return Answers.Fail(stale);
        }

        db.UserPfxCertificates.Remove(row);
        await db.SaveChangesAsync(http.RequestAborted);
        await Marking.UserCertificatesAsync(db, row.UserId, http.RequestAborted);
        await change.CommitAsync("userPfxCertificate.deleted", "userPfxCertificate", row.Id, new { row.Thumbprint, row.UserId, row.Subject, row.SerialNumber });
        return Results.NoContent();
    }
}
