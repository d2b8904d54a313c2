namespace Chancery.Domain;

/// <summary>
/// The transitions of one deployment. Each takes what happened and gives the deployment as it is then; what comes twice, late or
/// about another command changes nothing, so that a lost reply or a repeated one does no harm.
/// </summary>
public static class DeploymentMachine
{
    /// <summary>How many offers of one revision may fail before it is given up.</summary>
    public const int MostAttempts = 3;

    /// <summary>How long a deployment rests after a "not now" or a failure, on the same connection.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    /// <summary>An item is wanted at a revision.</summary>
    /// <param name="deviceId">The device.</param>
    /// <param name="current">The deployment of the item, if there ever was one.</param>
    /// <param name="item">The item.</param>
    public static Deployment Want(Guid deviceId, Deployment? current, PlannedItem item)
    {
        if (current is not null && current.DesiredRevision == item.Revision)
        {
            return Refresh(current, item);
        }

        var known = current ?? new Deployment
        {
            DeviceId = deviceId,
            ItemId = item.ItemId,
            Kind = item.Kind,
            ProfileId = item.ProfileId,
            State = DeploymentState.Sealing,
        };
        return known with
        {
            ProfileId = item.ProfileId,
            Channel = item.Channel,
            DesiredRevision = item.Revision,
            After = item.After,
            Carries = item.Carries,
            Attempts = 0,
            NotNowUntil = null,
            Error = null,
            OfferedCommandUuid = null,
            State = item.WaitsForChannel ? DeploymentState.WaitingForChannel
                : known.ReadyRevision == item.Revision ? DeploymentState.Pending
                : DeploymentState.Sealing,
        };
    }

    /// <summary>An item is not wanted any more. What the device was never offered is gone at once.</summary>
    /// <param name="current">The deployment.</param>
    public static Deployment Unwant(Deployment current) => current.State is DeploymentState.Removed or DeploymentState.RemovedUnconfirmed
        ? current
        : current with
        {
            DesiredRevision = null,
            After = [],
            Carries = [],
            Attempts = 0,
            NotNowUntil = null,
            Error = null,
            OfferedCommandUuid = null,
            State = current is { OfferedRevision: null, InstalledRevision: null } ? DeploymentState.Removed : DeploymentState.Removing,
        };

    /// <summary>The bytes of a revision are ready. A revision that is not wanted any more changes nothing.</summary>
    /// <param name="current">The deployment.</param>
    /// <param name="revision">The revision.</param>
    public static Deployment Ready(Deployment current, string revision) => current.DesiredRevision != revision
        ? current
        : current with
        {
            ReadyRevision = revision,
            Error = current.State == DeploymentState.Sealing ? null : current.Error,
            State = current.State == DeploymentState.Sealing ? DeploymentState.Pending : current.State,
        };

    /// <summary>The connector would not seal a revision.</summary>
    /// <param name="current">The deployment.</param>
    /// <param name="revision">The revision.</param>
    /// <param name="error">Why.</param>
    /// <param name="retryable">Whether the same work may succeed later; the item waits then.</param>
    public static Deployment SealingRefused(Deployment current, string revision, Error error, bool retryable) =>
        current.DesiredRevision != revision || current.State != DeploymentState.Sealing
            ? current
            : current with { Error = error, State = retryable ? DeploymentState.Sealing : DeploymentState.Failed };

    /// <summary>A step's command was sent to the device.</summary>
    /// <param name="current">The deployment.</param>
    /// <param name="step">An <see cref="InstallStep"/> or a <see cref="RemoveStep"/> of the deployment.</param>
    public static Deployment Offered(Deployment current, Step step) => step switch
    {
        InstallStep install => current with
        {
            State = DeploymentState.Offered,
            OfferedRevision = install.Revision,
            OfferedCommandUuid = install.CommandUuid,
            NotNowUntil = null,

            // Until an inventory tells, the device may hold either revision.
            InstalledCarries = [.. current.InstalledCarries.Union(current.Carries, StringComparer.Ordinal)],
        },
        RemoveStep remove => current with { OfferedCommandUuid = remove.CommandUuid, NotNowUntil = null },
        _ => current,
    };

    /// <summary>The device acknowledged a command.</summary>
    /// <param name="current">The deployment.</param>
    /// <param name="commandUuid">The command.</param>
    public static Deployment Acknowledged(Deployment current, Guid commandUuid) =>
        current.OfferedCommandUuid == commandUuid && current.State == DeploymentState.Offered
            ? current with { State = DeploymentState.Delivered }
            : current;

    /// <summary>The device said "not now".</summary>
    /// <param name="current">The deployment.</param>
    /// <param name="commandUuid">The command.</param>
    /// <param name="now">When.</param>
    public static Deployment NotNow(Deployment current, Guid commandUuid, DateTimeOffset now) =>
        current.OfferedCommandUuid != commandUuid ? current : current.State switch
        {
            DeploymentState.Offered => current with { State = DeploymentState.Pending, OfferedCommandUuid = null, NotNowUntil = now + Rest },
            DeploymentState.Removing => current with { OfferedCommandUuid = null, NotNowUntil = now + Rest },
            _ => current,
        };

    /// <summary>The device answered an error: offered again, up to <see cref="MostAttempts"/> times, then failed. A removal is never given up.</summary>
    /// <param name="current">The deployment.</param>
    /// <param name="commandUuid">The command.</param>
    /// <param name="error">What the device said.</param>
    /// <param name="now">When.</param>
    public static Deployment Refused(Deployment current, Guid commandUuid, Error error, DateTimeOffset now)
    {
        if (current.OfferedCommandUuid != commandUuid)
        {
            return current;
        }

        return current.State switch
        {
            DeploymentState.Offered => Again(current, error, now),

            // "No such profile" is the commonest refusal of a removal: the inventory is asked before it is tried again, so the command stays named.
            DeploymentState.Removing => current with { Attempts = current.Attempts + 1, Error = error, NotNowUntil = now + Rest },
            _ => current,
        };
    }

    /// <summary>The device listed its profiles, and its certificates where it tells them.</summary>
    /// <param name="current">A deployment on the channel that was asked.</param>
    /// <param name="listed">The PayloadUUID listed for the item's PayloadIdentifier; null where it is not listed.</param>
    /// <param name="now">When.</param>
    /// <param name="identityMissing">
    /// Whether an identity that the desired revision carries is not among the device's: then the item is not as wanted although its profile is there.
    /// </param>
    public static Deployment Inventoried(Deployment current, Guid? listed, DateTimeOffset now, bool identityMissing = false) => current.State switch
    {
        DeploymentState.Removing when listed is null => Gone(current),
        DeploymentState.Removing => StillThere(current, now),
        DeploymentState.Removed or DeploymentState.RemovedUnconfirmed => current,
        _ when !identityMissing && Lists(current, listed, current.DesiredRevision) => current with
        {
            State = DeploymentState.Verified,
            InstalledRevision = current.DesiredRevision,
            InstalledCarries = current.Carries,
            OfferedCommandUuid = null,
            Attempts = 0,
            NotNowUntil = null,
            Error = null,
        },
        _ => NotAsWanted(current, listed, now),
    };

    /// <summary>The device left (CheckOut) or was erased: what it had can no longer be confirmed.</summary>
    /// <param name="current">The deployment.</param>
    public static Deployment Left(Deployment current) =>
        Unwant(current) is var unwanted && unwanted.State == DeploymentState.Removing
            ? unwanted with { State = DeploymentState.RemovedUnconfirmed }
            : unwanted;

    private static Deployment Refresh(Deployment current, PlannedItem item) => current with
    {
        After = item.After,
        State = (current.State, item.WaitsForChannel) switch
        {
            (DeploymentState.WaitingForChannel, false) =>
                current.ReadyRevision == item.Revision ? DeploymentState.Pending : DeploymentState.Sealing,
            (DeploymentState.Sealing or DeploymentState.Pending, true) => DeploymentState.WaitingForChannel,
            var (state, _) => state,
        },
    };

    private static Deployment Again(Deployment current, Error error, DateTimeOffset now)
    {
        var attempts = current.Attempts + 1;
        return current with
        {
            Attempts = attempts,
            Error = error,
            OfferedCommandUuid = null,
            NotNowUntil = now + Rest,
            State = attempts >= MostAttempts ? DeploymentState.Failed : DeploymentState.Pending,
        };
    }

    private static Deployment NotAsWanted(Deployment current, Guid? listed, DateTimeOffset now)
    {
        var known = listed is null ? current with { InstalledRevision = null, InstalledCarries = [] }
            : Lists(current, listed, current.OfferedRevision) ? current with { InstalledRevision = current.OfferedRevision }
            : current;
        return current.State switch
        {
            // Acknowledged and yet not there: as good as a refusal, or a device that drops it each time would be offered it for ever.
            DeploymentState.Delivered => Again(
                known, new Error(Lists(current, listed, current.DesiredRevision) ? "identityNotConfirmed" : "profileNotConfirmed"), now),

            // The command or its answer was lost.
            DeploymentState.Offered => known with { State = DeploymentState.Pending, OfferedCommandUuid = null },

            // A person removed it, or an identity of it.
            DeploymentState.Verified => known with
            {
                State = known.ReadyRevision == known.DesiredRevision ? DeploymentState.Pending : DeploymentState.Sealing,
                Attempts = 0,
            },
            _ => known,
        };
    }

    private static Deployment StillThere(Deployment current, DateTimeOffset now) => current.OfferedCommandUuid is null
        ? current
        : current with { OfferedCommandUuid = null, NotNowUntil = now + Rest, Attempts = current.Attempts + 1 };

    private static Deployment Gone(Deployment current) => current with
    {
        State = DeploymentState.Removed,
        ReadyRevision = null,
        OfferedRevision = null,
        OfferedCommandUuid = null,
        InstalledRevision = null,
        InstalledCarries = [],
        Attempts = 0,
        NotNowUntil = null,
        Error = null,
    };

    private static bool Lists(Deployment current, Guid? listed, string? revision) =>
        listed is not null && revision is not null && Identifiers.ProfileUuid(current.DeviceId, current.ItemId, revision) == listed;
}
