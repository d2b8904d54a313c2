using Chancery.Channels.Connectors;
using Chancery.Server.Connectors;
using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.Enrollments;

/// <summary>
/// DELETE <c>/chancery/v1/enrollments/{id}</c>: withdraws an enrolment that no device has used. Its challenge and its identity open nothing from then on.
/// </summary>
internal static class EndEnrollment
{
    internal static async Task<IResult> HandleAsync(HttpContext http, ChanceryDbContext db, WorkQueue queue, TimeProvider time, string id)
    {
        await using var change = await Change.BeginAsync(db, http);
        var row = Guid.TryParse(id, out var guid) ? await db.Enrollments.FirstOrDefaultAsync(other => other.Id == guid, http.RequestAborted) : null;
        if (row is null)
        {
            return Answers.Fail("notFound", EnrollmentEndpoints.Set);
        }

        if (ETags.Check(http.Request, row.Version) is { } stale)
        {
            return Answers.Fail(stale);
        }

        if (await db.Devices.AnyAsync(device => device.EnrollmentId == row.Id, http.RequestAborted))
        {
            return Answers.Fail("inUse", EnrollmentEndpoints.Set, "A device has enrolled by it: retire the device.");
        }

        await WithdrawAsync(db, queue, row, time.GetUtcNow(), http.RequestAborted);
        await change.CommitAsync("enrollment.withdrawn", "enrollment", row.Id, new { row.UserId, row.Address });
        return Results.NoContent();
    }

    /// <summary>Ends an enrolment without a device, and has the connector forget its challenge. Does not save.</summary>
    internal static async Task WithdrawAsync(ChanceryDbContext db, WorkQueue queue, EnrollmentRow row, DateTimeOffset now, CancellationToken cancellation)
    {
        (row.State, row.LinkProfile, row.LinkTokenHash, row.LinkExpires, row.LastModifiedDateTime) = (EnrollmentState.Ended, null, null, null, now);
        await queue.EnqueueAsync(db, Works.Request(new EndBindingWork(row.Id, RevokeCertificates: true), $"end:{row.Id}"), cancellation);
    }
}
