using System.Text.Json.Nodes;
using Chancery.Domain;
using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.DeviceConfigurations;

/// <summary>How a profile stands on each device: <c>…/{id}/deviceStatuses</c>, and counted: <c>…/{id}/deviceStatusOverview</c>.</summary>
internal static class ProfileStatuses
{
    internal static async Task<IResult> ListAsync(HttpContext http, ChanceryDbContext db, string id)
    {
        var query = GraphQuery.Read(http.Request, GraphAnswer.Page);
        if (!query.IsOk)
        {
            return Answers.Fail(query.Error);
        }

        if (await ProfileEndpoints.FindAsync(db, id, http.RequestAborted) is not { } profile)
        {
            return Answers.Fail("notFound", "deviceConfigurations");
        }

        var rows = from deployment in db.Deployments.AsNoTracking()
                   where deployment.ProfileId == profile.Id
                   join device in db.Devices on deployment.DeviceId equals device.Id
                   join user in db.Users on device.UserId equals (Guid?)user.Id
                   orderby deployment.Id
                   select new { Deployment = deployment, device.DeviceName, device.Model, device.Platform, user.UserPrincipalName, user.DisplayName };
        return await GraphAnswer.PageAsync(http, "deviceManagement/deviceConfigurations/deviceStatuses", query.Value, rows, row => new JsonObject
        {
            ["id"] = row.Deployment.Id.ToString(),
            ["deviceDisplayName"] = row.DeviceName,
            ["userName"] = row.DisplayName,
            ["deviceModel"] = row.Model,
            ["platform"] = (int)row.Platform,
            ["status"] = GraphStatus.Of(row.Deployment.State).ComplianceStatus,
            ["lastReportedDateTime"] = JsonBytes.Instant(row.Deployment.StateChangedDateTime),
            ["userPrincipalName"] = row.UserPrincipalName,
        });
    }

    internal static async Task<IResult> OverviewAsync(HttpContext http, ChanceryDbContext db, TimeProvider time, string id)
    {
        if (await ProfileEndpoints.FindAsync(db, id, http.RequestAborted) is not { } profile)
        {
            return Answers.Fail("notFound", "deviceConfigurations");
        }

        var states = await db.Deployments.Where(deployment => deployment.ProfileId == profile.Id).GroupBy(deployment => deployment.State)
            .Select(group => new { State = group.Key, Count = group.Count() }).ToListAsync(http.RequestAborted);
        int Count(params DeploymentState[] wanted) => states.Where(state => wanted.Contains(state.State)).Sum(state => state.Count);
        var success = Count(DeploymentState.Verified, DeploymentState.NotVerifiable, DeploymentState.HandedOut, DeploymentState.Delivered);
        var failed = Count(DeploymentState.Failed);
        var gone = Count(DeploymentState.Removed, DeploymentState.RemovedUnconfirmed);
        return GraphAnswer.Entity(http, "deviceManagement/deviceConfigurations/deviceStatusOverview", new JsonObject
        {
            ["id"] = profile.Id.ToString(),
            ["pendingCount"] = states.Sum(state => state.Count) - success - failed - gone,
            ["notApplicableCount"] = gone,
            ["successCount"] = success,
            ["errorCount"] = 0,
            ["failedCount"] = failed,
            ["conflictCount"] = 0,
            ["lastUpdateDateTime"] = JsonBytes.Instant(time.GetUtcNow()),
            ["configurationVersion"] = profile.Version,
        });
    }
}
