using Chancery.Domain;

namespace Chancery.Server.Reconciliation;

/// <summary>Applies a device's answer about one deployment to it; lists are for <see cref="Inventories"/>.</summary>
internal static class ReportApplier
{
    /// <summary>Applies a report.</summary>
    /// <returns>Whether the report was about a deployment; what names another command is not.</returns>
    public static bool Apply(DeviceDeployments deployments, DeploymentChannel channel, SyncReport report, DateTimeOffset now) => report switch
    {
        AcknowledgedReport acknowledged => One(
            deployments, channel, acknowledged.CommandUuid, row => DeploymentMachine.Acknowledged(row, acknowledged.CommandUuid)),
        NotNowReport notNow => One(deployments, channel, notNow.CommandUuid, row => DeploymentMachine.NotNow(row, notNow.CommandUuid, now)),
        RefusedReport refused => One(deployments, channel, refused.CommandUuid, row => DeploymentMachine.Refused(
            row, refused.CommandUuid, new Error("profileRefusedByDevice", row.ItemId, refused.Detail), now)),
        _ => false,
    };

    private static bool One(DeviceDeployments deployments, DeploymentChannel channel, Guid commandUuid, Func<Deployment, Deployment> change)
    {
        // A channel answers for what was sent on it: another user's session must not speak for the device.
        var row = deployments.All.FirstOrDefault(row => row.Channel == channel && row.OfferedCommandUuid == commandUuid);
        if (row is null)
        {
            return false;
        }

        deployments.Set(change(row));
        return true;
    }
}
