using Chancery.Domain;
using Chancery.Storage;

namespace Chancery.Server.Reconciliation;

/// <summary>
/// The one conversation between a channel's endpoint and the deployments of a device. The endpoint authenticates, reads and writes its
/// protocol, and calls here; nothing in it knows a state, and nothing here knows a plist.
/// </summary>
internal interface IDeviceSync
{
    /// <summary>
    /// Applies a report and says what to tell the device next, in one transaction of its own. An endpoint need not call it for an Idle of a managed device
    /// whose row has neither <see cref="DeviceRow.NeedsAttention"/> nor <see cref="DeviceRow.NeedsPlan"/>: there is nothing to say.
    /// </summary>
    /// <param name="db">A context with nothing unsaved in it.</param>
    /// <param name="deviceId">The device the identity certificate belongs to.</param>
    /// <param name="channel">The channel; of user channels only the bound one may be passed.</param>
    /// <param name="report">What it reported.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What to tell it; null where there is nothing.</returns>
    Task<SyncAction?> ExchangeAsync(
        ChanceryDbContext db, Guid deviceId, DeploymentChannel channel, SyncReport report, CancellationToken cancellationToken);

    /// <summary>
    /// The device has left by itself: what could not be confirmed is removedUnconfirmed, its binding ends, what was issued for it is revoked.
    /// After a retirement that had come to its last step it is retired instead. Twice does no harm. Saves.
    /// </summary>
    Task CheckedOutAsync(ChanceryDbContext db, Guid deviceId, CancellationToken cancellationToken);

    /// <summary>
    /// An administrator retires the device: nothing is planned for it any more, and everything is taken back at its next syncs. Records the action;
    /// does not save.
    /// </summary>
    Task RetireAsync(ChanceryDbContext db, DeviceRow device, CancellationToken cancellationToken);

    /// <summary>An administrator has the device erased at its next sync. Records the action; does not save.</summary>
    Task WipeAsync(ChanceryDbContext db, DeviceRow device, CancellationToken cancellationToken);

    /// <summary>An administrator has the device locked at its next sync. Records the action; does not save.</summary>
    /// <returns>Whether it is new: while one waits, another adds nothing.</returns>
    Task<bool> LockAsync(ChanceryDbContext db, DeviceRow device, CancellationToken cancellationToken);
}

/// <summary>Where the outcomes of <c>sealProfile</c>, <c>endBinding</c> and <c>revokeCertificate</c> work are applied to the rows.</summary>
internal interface IOutcomes
{
    /// <summary>Applies one outcome. Does not save; twice does no harm.</summary>
    /// <param name="db">The context the work is finished in.</param>
    /// <param name="body">What was asked.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task ApplyAsync(
        ChanceryDbContext db, Channels.Connectors.WorkBody body, Channels.Connectors.WorkOutcome outcome, CancellationToken cancellationToken);
}
