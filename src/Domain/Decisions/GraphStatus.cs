namespace Chancery.Domain;

/// <summary>How a deployment's state reads in Graph.</summary>
/// <param name="ComplianceStatus">Graph <c>complianceStatus</c>, for <c>deviceConfigurationDeviceStatus</c>.</param>
/// <param name="IssuanceState">Graph <c>certificateIssuanceStates</c>, for <c>managedDeviceCertificateState</c>.</param>
public sealed record GraphStatus(string ComplianceStatus, string IssuanceState)
{
    /// <summary>The one table from the states of a deployment to Graph's (facts of Intune 9.7).</summary>
    /// <param name="state">The state.</param>
    public static GraphStatus Of(DeploymentState state) => state switch
    {
        DeploymentState.Pending => new("unknown", "issued"),
        DeploymentState.AwaitingUser => new("unknown", "responsePending"),
        DeploymentState.WaitingForChannel => new("unknown", "requested"),
        DeploymentState.Sealing => new("unknown", "issuePending"),
        DeploymentState.Offered => new("unknown", "responsePending"),
        DeploymentState.Delivered => new("unknown", "enrollmentSucceeded"),
        DeploymentState.Verified => new("compliant", "installed"),
        DeploymentState.NotVerifiable => new("compliant", "enrollmentSucceeded"),
        DeploymentState.HandedOut => new("compliant", "enrollmentSucceeded"),
        DeploymentState.Failed => new("error", "installFailed"),
        DeploymentState.Removing => new("notAssigned", "removedFromCollection"),
        DeploymentState.Removed => new("notAssigned", "deleted"),
        DeploymentState.RemovedUnconfirmed => new("notAssigned", "removedFromCollection"),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
