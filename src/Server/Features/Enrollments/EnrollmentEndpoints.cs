using System.Text.Json.Nodes;
using Chancery.Domain;
using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.Enrollments;

/// <summary>Enrolments: <c>/chancery/v1/enrollments</c>; and the page behind an enrolment link, <c>/enroll/{token}</c>.</summary>
internal static class EnrollmentEndpoints
{
    internal const string Set = "enrollments";

    internal static void Map(IEndpointRouteBuilder chancery)
    {
        chancery.MapGet("/enrollments", ListAsync);
        chancery.MapPost("/enrollments", CreateEnrollment.HandleAsync);
        chancery.MapGet("/enrollments/{id}", GetAsync);
        chancery.MapDelete("/enrollments/{id}", EndEnrollment.HandleAsync);
    }

    internal static void MapPublic(IEndpointRouteBuilder app) => app.MapGet("/enroll/{token}", EnrollmentLink.ServeAsync);

    internal static JsonObject Write(EnrollmentRow row, string userPrincipalName, Guid? deviceId) => new()
    {
        ["id"] = row.Id.ToString(),
        ["userId"] = row.UserId.ToString(),
        ["userPrincipalName"] = userPrincipalName,
        ["address"] = row.Address,
        ["platform"] = row.Platform == Platform.IOS ? "iOS" : "macOS",
        ["delivery"] = GraphReader.Camel(row.Method.ToString()),
        ["state"] = State(row),
        ["managedDeviceId"] = deviceId?.ToString(),
        ["createdDateTime"] = JsonBytes.Instant(row.CreatedDateTime),
        ["enrolledDateTime"] = JsonBytes.Instant(row.EnrolledDateTime),
        ["error"] = row.ErrorCode is null ? null : new JsonObject { ["code"] = row.ErrorCode, ["detail"] = row.ErrorDetail },
    };

    private static string State(EnrollmentRow row) => row.State switch
    {
        EnrollmentState.Requested => "pending",
        EnrollmentState.Sent => row.Method == EnrollmentMethod.Mail ? "mailed" : "ready",
        _ => GraphReader.Camel(row.State.ToString()),
    };

    private static async Task<IResult> ListAsync(HttpContext http, ChanceryDbContext db)
    {
        var query = GraphQuery.Read(http.Request, GraphAnswer.Page, "userPrincipalName", "id");
        if (!query.IsOk)
        {
            return Answers.Fail(query.Error);
        }

        var rows = Rows(db);
        rows = query.Value.Value("userPrincipalName") is { } name ? rows.Where(row => row.User.UserPrincipalNameKey == name) : rows;
        rows = query.Value.Identifier("id") is { } id ? rows.Where(row => row.Enrollment.Id == id) : rows;
        return await GraphAnswer.PageAsync(
            http, Set, query.Value, rows.OrderBy(row => row.Enrollment.Id), row => Write(row.Enrollment, row.User.UserPrincipalName, row.DeviceId));
    }

    private static async Task<IResult> GetAsync(HttpContext http, ChanceryDbContext db, string id)
    {
        var found = Guid.TryParse(id, out var guid) ? await Rows(db).FirstOrDefaultAsync(row => row.Enrollment.Id == guid, http.RequestAborted) : null;
        return found is null
            ? Answers.Fail("notFound", Set)
            : GraphAnswer.Entity(http, Set, Write(found.Enrollment, found.User.UserPrincipalName, found.DeviceId), found.Enrollment.Version);
    }

    private static IQueryable<EnrolledRow> Rows(ChanceryDbContext db) =>
        from enrollment in db.Enrollments.AsNoTracking()
        join user in db.Users on enrollment.UserId equals user.Id
        join device in db.Devices on enrollment.Id equals device.EnrollmentId into devices
        from device in devices.DefaultIfEmpty()
        select new EnrolledRow { Enrollment = enrollment, User = user, DeviceId = device == null ? null : device.Id };

    private sealed class EnrolledRow
    {
        public required EnrollmentRow Enrollment { get; init; }

        public required UserRow User { get; init; }

        public Guid? DeviceId { get; init; }
    }
}
