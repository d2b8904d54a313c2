using System.Text.Json.Nodes;
using Chancery.Domain;
using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.DeviceConfigurations;

/// <summary>POST <c>…/{id}/assign</c>: replaces the profile's assignments. GET <c>…/{id}/assignments</c> lists them.</summary>
internal static class AssignProfile
{
    private const string Set = "deviceManagement/deviceConfigurations/assignments";

    internal static async Task<IResult> HandleAsync(HttpContext http, ChanceryDbContext db, TimeProvider time, string id)
    {
        var json = await RequestBody.ReadObjectAsync(http.Request);
        if (!json.IsOk)
        {
            return Answers.Fail(json.Error);
        }

        await using var change = await Change.BeginAsync(db, http);
        if (await ProfileEndpoints.FindAsync(db, id, http.RequestAborted) is not { } profile)
        {
            return Answers.Fail("notFound", "deviceConfigurations");
        }

        var wanted = Read(new GraphReader(json.Value), profile.Id, time.GetUtcNow());
        if (!wanted.IsOk)
        {
            return Answers.Fail(wanted.Error);
        }

        if (await UnknownGroupAsync(db, wanted.Value, http.RequestAborted) is { } unknown)
        {
            return Answers.Fail("groupUnknown", "assignments", unknown.ToString());
        }

        // Those who had it, and then those who get it.
        await Marking.ProfileAsync(db, profile.Id, http.RequestAborted);
        await db.Assignments.Where(assignment => assignment.ProfileId == profile.Id).ExecuteDeleteAsync(http.RequestAborted);
        db.Assignments.AddRange(wanted.Value);
        await db.SaveChangesAsync(http.RequestAborted);
        await Marking.ProfileAsync(db, profile.Id, http.RequestAborted);
        var audit = new { Assignments = wanted.Value.Select(assignment => new { Target = assignment.Target.ToString(), assignment.GroupId }) };
        await change.CommitAsync("deviceConfiguration.assigned", "deviceConfiguration", profile.Id, audit);
        return GraphAnswer.Collection(http, Set, wanted.Value.Select(Write));
    }

    internal static async Task<IResult> ListAsync(HttpContext http, ChanceryDbContext db, string id)
    {
        if (await ProfileEndpoints.FindAsync(db, id, http.RequestAborted) is not { } profile)
        {
            return Answers.Fail("notFound", "deviceConfigurations");
        }

        var rows = await db.Assignments.AsNoTracking().Where(assignment => assignment.ProfileId == profile.Id).OrderBy(assignment => assignment.Id)
            .ToListAsync(http.RequestAborted);
        return GraphAnswer.Collection(http, Set, rows.Select(Write));
    }

    private static Result<List<AssignmentRow>> Read(GraphReader body, Guid profileId, DateTimeOffset now)
    {
        if (!body.Has("assignments"))
        {
            body.Fail("assignments", "The property is required; an empty array withdraws the profile.");
        }

        var rows = new List<AssignmentRow>();
        foreach (var item in body.Objects("assignments"))
        {
            if (item.Object("target") is { } target)
            {
                var (kind, group) = Target(target);
                rows.Add(new AssignmentRow { Id = Guid.CreateVersion7(now), ProfileId = profileId, Target = kind, GroupId = group, CreatedDateTime = now });
                item.Adopt(target);
            }
            else
            {
                item.Fail("target", "The property is required.");
            }

            body.Adopt(item);
        }

        return body.Error is { } error ? error : rows.DistinctBy(row => (row.Target, row.GroupId)).ToList();
    }

    private static (AssignmentTarget Target, Guid? Group) Target(GraphReader target)
    {
        var type = target.RequiredText("@odata.type");
        AssignmentTarget? kind = type.Split('.')[^1].ToUpperInvariant() switch
        {
            "ALLLICENSEDUSERSASSIGNMENTTARGET" => AssignmentTarget.AllUsers,
            "ALLDEVICESASSIGNMENTTARGET" => AssignmentTarget.AllDevices,
            "GROUPASSIGNMENTTARGET" => AssignmentTarget.Group,
            "EXCLUSIONGROUPASSIGNMENTTARGET" => AssignmentTarget.ExclusionGroup,
            _ => null,
        };
        if (kind is null)
        {
            target.Fail("@odata.type", "One of the targets allLicensedUsers, allDevices, group and exclusionGroup is expected.");
        }

        var named = kind is AssignmentTarget.Group or AssignmentTarget.ExclusionGroup;
        var group = named ? target.Identifier("groupId") : null;
        if (named && group is null)
        {
            target.Fail("groupId", "The property is required.");
        }

        return (kind ?? default, group);
    }

    private static async Task<Guid?> UnknownGroupAsync(ChanceryDbContext db, List<AssignmentRow> rows, CancellationToken cancellation)
    {
        var named = rows.Where(row => row.GroupId is not null).Select(row => row.GroupId!.Value).Distinct().ToList();
        var known = await db.Groups.Where(group => named.Contains(group.Id)).Select(group => group.Id).ToListAsync(cancellation);
        var unknown = named.Except(known).ToList();
        return unknown.Count > 0 ? unknown[0] : null;
    }

    private static JsonObject Write(AssignmentRow row)
    {
        var target = new JsonObject
        {
            ["@odata.type"] = row.Target switch
            {
                AssignmentTarget.AllUsers => "#microsoft.graph.allLicensedUsersAssignmentTarget",
                AssignmentTarget.AllDevices => "#microsoft.graph.allDevicesAssignmentTarget",
                AssignmentTarget.Group => "#microsoft.graph.groupAssignmentTarget",
                _ => "#microsoft.graph.exclusionGroupAssignmentTarget",
            },
        };
        if (row.GroupId is { } group)
        {
            target["groupId"] = group.ToString();
        }

        return new JsonObject { ["id"] = row.Id.ToString(), ["source"] = "direct", ["intent"] = "apply", ["target"] = target };
    }
}
