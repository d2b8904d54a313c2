using System.Globalization;

namespace Chancery.Domain;

/// <summary>What separates what a device should have from what it has, and in which order it is closed.</summary>
public static class Diff
{
    /// <summary>What has to be recorded so that the deployments say what the plan says. None where they do.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="deployments">The deployments of the same device.</param>
    public static IEnumerable<Step> Between(DevicePlan plan, IEnumerable<Deployment> deployments)
    {
        var rows = deployments.ToDictionary(row => row.ItemId, StringComparer.Ordinal);
        foreach (var item in plan.Items)
        {
            if (!rows.Remove(item.ItemId, out var row) || !Says(row, item))
            {
                yield return new WantStep(plan.DeviceId, item);
            }
        }

        foreach (var row in rows.Values.Where(row => IsWanted(row)).OrderBy(row => row.ItemId, StringComparer.Ordinal))
        {
            yield return new UnwantStep(plan.DeviceId, row.ItemId);
        }
    }

    /// <summary>
    /// The next thing to do on a channel, from the deployments alone: installs in their order (trust, history, account), then an inventory that
    /// verifies them, then removals. A removal waits until every install is verified, so that no certificate is missing in between.
    /// </summary>
    /// <param name="deployments">The device's deployments, of both channels.</param>
    /// <param name="channel">The channel that is connected.</param>
    /// <param name="connection">What is known of the connection.</param>
    /// <returns>The step; null where there is nothing to do on the channel now.</returns>
    public static Step? Next(IReadOnlyCollection<Deployment> deployments, DeploymentChannel channel, Connection connection)
    {
        var rows = deployments.Where(row => row.Channel == channel).ToList();
        var awake = rows.Where(row => connection.IsFresh || row.NotNowUntil is not { } until || until <= connection.Now).ToList();
        if (awake.Where(row => MayInstall(row, deployments)).MinBy(row => (row.Kind, row.ItemId), InstallOrder) is { } install)
        {
            return new InstallStep(install.DeviceId, install.ItemId, install.DesiredRevision!, CommandUuid(install, "install"));
        }

        if (!connection.InventoryRests && rows.Any(AwaitsInventory))
        {
            return InventoryOf(rows, channel, connection.Inventories);
        }

        return awake.Where(row => MayRemove(row, deployments)).MaxBy(row => (row.Kind, row.ItemId), InstallOrder) is { } remove
            ? new RemoveStep(remove.DeviceId, remove.ItemId, CommandUuid(remove, "remove"))
            : null;
    }

    /// <summary>Whether a device has anything to be told on any channel, now or at its next connection.</summary>
    /// <param name="deployments">The device's deployments.</param>
    /// <param name="now">The instant.</param>
    public static bool NeedsAttention(IReadOnlyCollection<Deployment> deployments, DateTimeOffset now) =>
        deployments.Select(row => row.Channel).Distinct().Any(channel => Next(deployments, channel, new Connection(now, IsFresh: true)) is not null);

    /// <summary>
    /// An inventory of a channel. Its command is named after what was known when it was asked for: a list that comes late, when more has happened,
    /// does not name the inventory that is due and is set aside.
    /// </summary>
    /// <param name="rows">The device's deployments on the channel; at least one.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="inventories">How many inventories of the channel were taken before: a list of an earlier one is late although nothing has changed.</param>
    public static InventoryStep InventoryOf(IReadOnlyCollection<Deployment> rows, DeploymentChannel channel, int inventories = 0)
    {
        var known = rows
            .OrderBy(row => row.ItemId, StringComparer.Ordinal)
            .SelectMany(row => new[]
            {
                row.ItemId, row.State.ToString(), row.DesiredRevision ?? "", row.OfferedCommandUuid?.ToString() ?? "",
                row.Attempts.ToString(CultureInfo.InvariantCulture),
            });
        var deviceId = rows.First().DeviceId;
        return new InventoryStep(deviceId, channel, Identifiers.Uuid(
            ["inventory", deviceId.ToString(), channel.ToString(), inventories.ToString(CultureInfo.InvariantCulture), .. known]));
    }

    /// <summary>
    /// Whether an inventory of a channel has to tell the certificates too: only where an item that may carry an identity was offered and is wanted.
    /// </summary>
    /// <param name="rows">The device's deployments on the channel.</param>
    public static bool NeedsCertificates(IEnumerable<Deployment> rows) =>
        rows.Any(row => row.Kind != ItemKind.Trust && row.OfferedRevision is not null && IsWanted(row));

    /// <summary>Whether an item is wanted on the device.</summary>
    /// <param name="row">The deployment.</param>
    public static bool IsWanted(Deployment row) =>
        row.State is not (DeploymentState.Removing or DeploymentState.Removed or DeploymentState.RemovedUnconfirmed);

    private static bool Says(Deployment row, PlannedItem item) =>
        IsWanted(row) && row.DesiredRevision == item.Revision
        && row.After.AsSpan().SequenceEqual(item.After.AsSpan())
        && (row.State == DeploymentState.WaitingForChannel ? item.WaitsForChannel
            : !item.WaitsForChannel || row.State is not (DeploymentState.Sealing or DeploymentState.Pending));

    private static bool MayInstall(Deployment row, IReadOnlyCollection<Deployment> all) =>
        row.State == DeploymentState.Pending
        && row.ReadyRevision == row.DesiredRevision
        && all.Where(other => row.After.Contains(other.ItemId)).All(other => !IsWanted(other) || IsThere(other) || IsHopeless(other, row));

    private static bool MayRemove(Deployment row, IReadOnlyCollection<Deployment> all) =>
        row is { State: DeploymentState.Removing, OfferedCommandUuid: null }
        && all.Where(IsWanted).All(other => IsThere(other) || IsHopeless(other, row));

    private static bool IsThere(Deployment row) =>
        row.State is DeploymentState.Verified or DeploymentState.NotVerifiable or DeploymentState.HandedOut;

    // One item that cannot be had must not hold up what does not depend on it; but nothing that holds one of its certificates is touched.
    private static bool IsHopeless(Deployment wanted, Deployment touched) =>
        wanted.State is DeploymentState.Failed or DeploymentState.WaitingForChannel
        && !wanted.Carries.Intersect(touched.InstalledCarries, StringComparer.Ordinal).Any();

    private static bool AwaitsInventory(Deployment row) =>
        row.State is DeploymentState.Offered or DeploymentState.Delivered || row is { State: DeploymentState.Removing, OfferedCommandUuid: not null };

    // The same facts name the same command: a command repeated after a crash is the same command.
    private static Guid CommandUuid(Deployment row, string verb) => Identifiers.Uuid(
        verb, row.DeviceId.ToString(), row.ItemId, row.DesiredRevision ?? row.InstalledRevision ?? row.OfferedRevision ?? "",
        row.Attempts.ToString(CultureInfo.InvariantCulture));

    private static readonly Comparer<(ItemKind Kind, string ItemId)> InstallOrder = Comparer<(ItemKind Kind, string ItemId)>.Create(
        (a, b) => a.Kind != b.Kind ? a.Kind.CompareTo(b.Kind) : string.CompareOrdinal(a.ItemId, b.ItemId));
}
