using Chancery.Channels.Apple;
using Chancery.Server.Hosting;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.Enrollments;

/// <summary>
/// GET <c>/enroll/{token}</c>: the profile of an enrolment by link ("server trusted at enrolment"). It serves until the profile's challenge was used:
/// a browser may fetch it twice before a device asks for its identity once.
/// </summary>
internal static class EnrollmentLink
{
    internal static async Task<IResult> ServeAsync(HttpContext http, ChanceryDbContext db, TimeProvider time, string token)
    {
        var hash = AdminToken.Hash(token);
        var row = await db.Enrollments.AsNoTracking()
            .Where(enrollment => enrollment.LinkTokenHash == hash)
            .Select(enrollment => new { enrollment.State, enrollment.LinkProfile, enrollment.LinkExpires })
            .FirstOrDefaultAsync(http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        if (row is { State: EnrollmentState.Requested })
        {
            return Answers.Fail("connectorUnavailable", "enroll");
        }

        if (row is not { State: EnrollmentState.Sent, LinkProfile: { } profile } || row.LinkExpires <= time.GetUtcNow())
        {
            return Answers.Fail("enrollmentLinkUnknown", "enroll");
        }

        http.Response.Headers.ContentDisposition = "attachment; filename=\"enrollment.mobileconfig\"";
        return Answers.Bytes(profile, AppleContent.Profile);
    }
}
