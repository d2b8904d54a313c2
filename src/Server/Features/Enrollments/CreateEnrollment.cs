using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Server.Connectors;
using Chancery.Server.Features.Users;
using Chancery.Server.Graph;
using Chancery.Server.Hosting;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;

namespace Chancery.Server.Features.Enrollments;

/// <summary>
/// POST <c>/chancery/v1/enrollments</c> <c>{userId|userPrincipalName, platform, delivery}</c>: has the connector make an enrolment profile and mail it.
/// With <c>delivery: link</c> the answer shows the link, this once.
/// </summary>
internal static class CreateEnrollment
{
    internal static async Task<IResult> HandleAsync(HttpContext http, ChanceryDbContext db, WorkQueue queue, TimeProvider time)
    {
        var json = await RequestBody.ReadObjectAsync(http.Request);
        if (!json.IsOk)
        {
            return Answers.Fail(json.Error);
        }

        var body = new GraphReader(json.Value);
        var platform = body.Member<Platform>("platform");
        var delivery = body.Member<EnrollmentDelivery>("delivery") ?? EnrollmentDelivery.Mail;
        var name = body.Text("userId") ?? body.Text("userPrincipalName") ?? "";
        if (platform is null)
        {
            body.Fail("platform", "iOS or macOS is expected.");
        }

        if (body.Error is { } error)
        {
            return Answers.Fail(error);
        }

        await using var change = await Change.BeginAsync(db, http);
        var user = await UserEndpoints.FindAsync(db, name, http.RequestAborted);
        if (user?.Mail is null)
        {
            return user is null ? Answers.Fail("userUnknown", "userPrincipalName", name) : Answers.Fail("userHasNoAddress", "userPrincipalName", name);
        }

        var token = delivery == EnrollmentDelivery.Link ? AdminToken.Make() : null;
        var row = Row(user, platform!.Value, delivery, token, time.GetUtcNow());
        row.WorkId = await queue.EnqueueAsync(db, Work(row, user, delivery), http.RequestAborted);
        db.Enrollments.Add(row);
        await change.CommitAsync("enrollment.created", "enrollment", row.Id, new { row.UserId, row.Address, Delivery = delivery.ToString() });
        var answer = EnrollmentEndpoints.Write(row, user.UserPrincipalName, deviceId: null);
        if (token is not null)
        {
            answer["enrollmentUrl"] = $"https://{http.Request.Host}/enroll/{token}";
        }

        return GraphAnswer.Entity(http, EnrollmentEndpoints.Set, answer, row.Version, StatusCodes.Status201Created);
    }

    private static EnrollmentRow Row(UserRow user, Platform platform, EnrollmentDelivery delivery, string? token, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        UserId = user.Id,
        Platform = platform,
        Method = delivery == EnrollmentDelivery.Mail ? EnrollmentMethod.Mail : EnrollmentMethod.Link,
        State = EnrollmentState.Requested,
        Address = user.Mail!,
        LinkTokenHash = token is null ? null : AdminToken.Hash(token),
        CreatedDateTime = now,
        LastModifiedDateTime = now,
    };

    private static WorkRequest Work(EnrollmentRow row, UserRow user, EnrollmentDelivery delivery)
    {
        var language = user.PreferredLanguage?.StartsWith("fr", StringComparison.OrdinalIgnoreCase) == true ? "fr" : "en";
        var work = new CreateEnrollmentWork(row.Id, row.Address, user.FormerAddresses, user.DisplayName, language, row.Platform, delivery);
        return Works.Request(work, $"enroll:{row.Id}") with { Priority = Works.SomebodyWaits };
    }
}
