using Chancery.Channels.Connectors;
using Chancery.Server.Connectors;
using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.Users;

/// <summary>
/// DELETE <c>/users/{id}</c>. Refused while the person has devices: whoever deletes first and retires later leaves keys on devices
/// (facts of Intune 5, "order for leavers").
/// </summary>
internal static class DeleteUser
{
    internal static async Task<IResult> HandleAsync(HttpContext http, ChanceryDbContext db, WorkQueue queue, string id)
    {
        await using var change = await Change.BeginAsync(db, http);
        if (await UserEndpoints.FindAsync(db, id, http.RequestAborted) is not { } user)
        {
            return Answers.Fail("notFound", "users");
        }

        if (ETags.Check(http.Request, user.Version) is { } stale)
        {
            return Answers.Fail(stale);
        }

        var names = db.Devices.Where(device => device.UserId == user.Id).Select(device => device.DeviceName);
        if (await names.FirstOrDefaultAsync(http.RequestAborted) is { } device)
        {
            return Answers.Fail("inUse", "users", $"The device {device} was enrolled for the user.");
        }

        // An enrolment nobody used goes too: its profile may still lie in a mailbox, so its challenge must end.
        foreach (var enrollment in await db.Enrollments.Where(row => row.UserId == user.Id).ToListAsync(http.RequestAborted))
        {
            var end = Works.Request(new EndBindingWork(enrollment.Id, RevokeCertificates: true), $"end:{enrollment.Id}");
            await queue.EnqueueAsync(db, end, http.RequestAborted);
            db.Enrollments.Remove(enrollment);
        }

        db.Users.Remove(user);
        await change.CommitAsync("user.deleted", "user", user.Id, new { user.UserPrincipalName });
        return Results.NoContent();
    }
}
