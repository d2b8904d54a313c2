using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.DeviceConfigurations;

/// <summary>DELETE <c>/deviceManagement/deviceConfigurations/{id}</c>: devices lose what they had of it.</summary>
internal static class DeleteProfile
{
    internal static async Task<IResult> HandleAsync(HttpContext http, ChanceryDbContext db, string id)
    {
        await using var change = await Change.BeginAsync(db, http);
        if (await ProfileEndpoints.FindAsync(db, id, http.RequestAborted) is not { } profile)
        {
            return Answers.Fail("notFound", "deviceConfigurations");
        }

        if (ETags.Check(http.Request, profile.Version) is { } stale)
        {
            return Answers.Fail(stale);
        }

        var bound = await db.Profiles.Where(other => other.SigningProfileId == profile.Id || other.EncryptionProfileId == profile.Id)
            .Select(other => other.DisplayName).FirstOrDefaultAsync(http.RequestAborted);
        if (bound is not null)
        {
            return Answers.Fail("inUse", "deviceConfigurations", $"The e-mail profile {bound} is bound to it.");
        }

        // Marked while its assignments still say whom it reached.
        await Marking.ProfileAsync(db, profile.Id, http.RequestAborted);
        await db.Assignments.Where(assignment => assignment.ProfileId == profile.Id).ExecuteDeleteAsync(http.RequestAborted);
        db.Profiles.Remove(profile);
        await change.CommitAsync("deviceConfiguration.deleted", "deviceConfiguration", profile.Id, new { profile.DisplayName });
        return Results.NoContent();
    }
}
