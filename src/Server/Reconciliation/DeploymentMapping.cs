using Chancery.Domain;
using Chancery.Storage;

namespace Chancery.Server.Reconciliation;

/// <summary>Between the row of a deployment and the Domain's record of it.</summary>
internal static class DeploymentMapping
{
    public static Deployment ToDomain(DeploymentRow row) => new()
    {
        DeviceId = row.DeviceId,
        ItemId = row.ItemId,
        Kind = row.Kind,
        ProfileId = row.ProfileId,
        Channel = row.Channel,
        State = row.State,
        DesiredRevision = row.DesiredRevision,
        ReadyRevision = row.ReadyRevision,
        OfferedRevision = row.OfferedRevision,
        OfferedCommandUuid = row.OfferedCommandUuid,
        InstalledRevision = row.InstalledRevision,
        After = [.. row.After],
        Carries = [.. row.Carries],
        InstalledCarries = [.. row.InstalledCarries],
        Attempts = row.Attempts,
        NotNowUntil = row.NotNowUntil,
        Error = row.ErrorCode is null ? null : new Error(row.ErrorCode, row.ErrorTarget, row.ErrorDetail),
    };

    public static DeploymentRow NewRow(Guid deviceId, string itemId, DateTimeOffset now) => new()
    {
        Id = Identifiers.Uuid("deployment", deviceId.ToString(), itemId),
        DeviceId = deviceId,
        ItemId = itemId,
        PayloadIdentifier = Identifiers.PayloadIdentifier(itemId),
        CreatedDateTime = now,
        StateChangedDateTime = now,
    };

    public static void Write(Deployment deployment, DeploymentRow row, DateTimeOffset now)
    {
        var offered = deployment.OfferedCommandUuid is { } command && command != row.OfferedCommandUuid;
        var verified = deployment.State == DeploymentState.Verified && row.State != DeploymentState.Verified;
        row.StateChangedDateTime = row.State == deployment.State ? row.StateChangedDateTime : now;
        row.OfferedDateTime = offered ? now : row.OfferedDateTime;
        row.VerifiedDateTime = verified ? now : row.VerifiedDateTime;
        row.Kind = deployment.Kind;
        row.ProfileId = deployment.ProfileId;
        row.Channel = deployment.Channel;
        row.State = deployment.State;
        row.DesiredRevision = deployment.DesiredRevision;
        row.ReadyRevision = deployment.ReadyRevision;
        row.OfferedRevision = deployment.OfferedRevision;
        row.OfferedCommandUuid = deployment.OfferedCommandUuid;
        row.InstalledRevision = deployment.InstalledRevision;
        row.PayloadUuid = deployment.DesiredRevision is { } revision
            ? Identifiers.ProfileUuid(deployment.DeviceId, deployment.ItemId, revision)
            : row.PayloadUuid;
        row.After = [.. deployment.After];
        row.Carries = [.. deployment.Carries];
        row.InstalledCarries = [.. deployment.InstalledCarries];
        row.Attempts = deployment.Attempts;
        row.NotNowUntil = deployment.NotNowUntil;
        row.ErrorCode = deployment.Error?.Code;
        row.ErrorTarget = deployment.Error?.Target;
        row.ErrorDetail = deployment.Error?.Detail;
    }
}
