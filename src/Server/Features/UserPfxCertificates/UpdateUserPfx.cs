using Chancery.Server.Connectors;
using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.UserPfxCertificates;

/// <summary>
/// PATCH <c>/deviceManagement/userPfxCertificates/{id}</c>. With a new blob, the same certificate is imported again (its seal then binds the
/// person's address of today); without one, only the names Graph keeps beside it change. The purpose is inside the seal and cannot.
/// </summary>
internal static class UpdateUserPfx
{
    internal static async Task<IResult> HandleAsync(HttpContext http, ChanceryDbContext db, HeldWork held, TimeProvider time, string id)
    {
        var json = await RequestBody.ReadObjectAsync(http.Request, 2 * ImportRequest.LargestBlob);
        if (!json.IsOk)
        {
            return Answers.Fail(json.Error);
        }

        var request = ImportRequest.Read(new GraphReader(json.Value));
        if (!request.IsOk)
        {
            return Answers.Fail(request.Error);
        }

        if (await UserPfxEndpoints.FindAsync(db, id, http.RequestAborted) is not { } row)
        {
            return Answers.Fail("notFound", "userPfxCertificates");
        }

        var user = await db.Users.AsNoTracking().SingleAsync(other => other.Id == row.UserId, http.RequestAborted);
        if ((ETags.Check(http.Request, row.Version) ?? Immutable(request.Value, row, user)) is { } refused)
        {
            return Answers.Fail(refused);
        }

        if (request.Value.Sealed is not null)
        {
            return user.Mail is null
                ? Answers.Fail("userHasNoAddress", "userPrincipalName", user.UserPrincipalName)
                : await ImportUserPfx.RunAsync(
                    http, db, held, request.Value with { Thumbprint = row.Thumbprint }, user, row.IntendedPurpose, row.Id, StatusCodes.Status200OK);
        }

        await using var change = await Change.BeginAsync(db, http);
        (row.KeyName, row.ProviderName) = (request.Value.KeyName ?? row.KeyName, request.Value.ProviderName ?? row.ProviderName);
        row.LastModifiedDateTime = time.GetUtcNow();
        await change.CommitAsync("userPfxCertificate.updated", "userPfxCertificate", row.Id, new { row.KeyName, row.ProviderName });
        return GraphAnswer.Entity(http, UserPfxEndpoints.Set, UserPfxJson.Write(row, user.UserPrincipalName), row.Version);
    }

    private static Domain.Error? Immutable(ImportRequest request, UserPfxCertificateRow row, UserRow user) => request switch
    {
        { Thumbprint: { } thumbprint } when thumbprint != row.Thumbprint => new("immutableProperty", "thumbprint"),
        { Purpose: { } purpose } when purpose != row.IntendedPurpose => new("immutableProperty", "intendedPurpose"),
        { UserPrincipalName: { } name } when UserRow.Key(name) != user.UserPrincipalNameKey => new("immutableProperty", "userPrincipalName"),
        _ => null,
    };
}
