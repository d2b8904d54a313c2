using Chancery.Domain;

namespace Chancery.Server.Reconciliation;

/// <summary>Applies a device's report to its deployments.</summary>
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
        InventoryReport inventory => Inventory(deployments, channel, inventory, now),
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

    private static bool Inventory(DeviceDeployments deployments, DeploymentChannel channel, InventoryReport report, DateTimeOffset now)
    {
        var rows = deployments.All.Where(row => row.Channel == channel).ToList();
        if (rows.Count == 0 || Diff.InventoryOf(rows, channel).CommandUuid != report.CommandUuid)
        {
            // A list from before something that has happened since.
            return false;
        }

        deployments.SetAll(rows.Select(row => DeploymentMachine.Inventoried(
            row, report.Profiles.TryGetValue(Identifiers.PayloadIdentifier(row.ItemId), out var uuid) ? uuid : null, now)));
        return true;
    }
}
