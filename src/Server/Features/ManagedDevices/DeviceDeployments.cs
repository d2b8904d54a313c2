using System.Text.Json.Nodes;
using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.ManagedDevices;

/// <summary>GET <c>/chancery/v1/managedDevices/{id}/deployments</c>: every item on the device, and where it stands.</summary>
internal static class DeviceDeployments
{
    internal static async Task<IResult> ListAsync(HttpContext http, ChanceryDbContext db, string id)
    {
        if (await DeviceEndpoints.FindAsync(db, id, http.RequestAborted) is not { } device)
        {
            return Answers.Fail("notFound", "managedDevices");
        }

        var rows = await db.Deployments.AsNoTracking().Where(row => row.DeviceId == device.Id).OrderBy(row => row.ItemId).ToListAsync(http.RequestAborted);
        var carried = await db.SealedIdentities.AsNoTracking()
            .Where(identity => db.Deployments.Any(row => row.DeviceId == device.Id && row.SealedProfileId == identity.SealedProfileId))
            .OrderBy(identity => identity.Slot).ToListAsync(http.RequestAborted);
        var identities = carried.ToLookup(identity => identity.SealedProfileId);
        return GraphAnswer.Collection(http, "deployments", rows.Select(row => Write(row, row.SealedProfileId is { } profile ? identities[profile] : [])));
    }

    private static JsonObject Write(DeploymentRow row, IEnumerable<SealedIdentityRow> identities)
    {
        var carried = identities.ToList();
        return new JsonObject
        {
            ["item"] = row.ItemId,
            ["kind"] = GraphReader.Camel(row.Kind.ToString()),
            ["channel"] = GraphReader.Camel(row.Channel.ToString()),
            ["state"] = GraphReader.Camel(row.State.ToString()),
            ["profileId"] = row.ProfileId.ToString(),
            ["displayName"] = row.DisplayName,
            ["payloadIdentifier"] = row.PayloadIdentifier,
            ["thumbprint"] = carried.Count == 1 ? carried[0].Thumbprint : null,
            ["thumbprints"] = new JsonArray([.. carried.Select(identity => JsonValue.Create(identity.Thumbprint))]),
            ["identities"] = new JsonArray([.. carried.Select(identity => new JsonObject
            {
                ["slot"] = identity.Slot, ["thumbprint"] = identity.Thumbprint, ["issued"] = identity.Issued,
            })]),
            ["desiredRevision"] = row.DesiredRevision,
            ["installedRevision"] = row.InstalledRevision,
            ["carries"] = new JsonArray([.. row.Carries.Select(thumbprint => JsonValue.Create(thumbprint))]),
            ["attempts"] = row.Attempts,
            ["notNowUntilDateTime"] = JsonBytes.Instant(row.NotNowUntil),
            ["stateChangedDateTime"] = JsonBytes.Instant(row.StateChangedDateTime),
            ["verifiedDateTime"] = JsonBytes.Instant(row.VerifiedDateTime),
            ["errorCode"] = row.ErrorCode,
            ["error"] = row.ErrorCode is null ? null : new JsonObject { ["code"] = row.ErrorCode, ["target"] = row.ErrorTarget, ["detail"] = row.ErrorDetail },
        };
    }
}
