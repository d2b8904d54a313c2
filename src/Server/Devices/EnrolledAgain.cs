using Chancery.Domain;

namespace Chancery.Server.Devices;

/// <summary>What a device's enrolling again makes of an item: removing the MDM profile took everything with it, so the item is on the device no more.</summary>
internal static class EnrolledAgain
{
    internal static Deployment Of(Deployment current) => current with
    {
        State = State(current),
        InstalledRevision = null,
        InstalledCarries = [],
        OfferedRevision = null,
        OfferedCommandUuid = null,
        Attempts = 0,
        NotNowUntil = null,
        Error = null,
    };

    private static DeploymentState State(Deployment current) => current.State switch
    {
        _ when current.DesiredRevision is null => DeploymentState.Removed,
        DeploymentState.WaitingForChannel or DeploymentState.AwaitingUser or DeploymentState.Sealing => current.State,
        _ => current.ReadyRevision == current.DesiredRevision ? DeploymentState.Pending : DeploymentState.Sealing,
    };
}
