using Chancery.Domain;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Reconciliation;

/// <summary>
/// The inventories that are due although no deployment waits for one: after a device enrolled again, and once a day, since a person may remove a profile
/// without anybody being told.
/// </summary>
internal sealed class DueInventories
{
    private readonly List<AppleChannelRow> _channels;

    private DueInventories(List<AppleChannelRow> channels) => _channels = channels;

    public bool AnyDue => _channels.Exists(channel => channel.InventoryDue);

    public static async Task<DueInventories> LoadAsync(ChanceryDbContext db, Guid deviceId, CancellationToken cancellation) =>
        new(await db.AppleChannels.Where(row => row.DeviceId == deviceId && row.Bound && row.Enabled && row.InventoryDue).ToListAsync(cancellation));

    public void Done(DeploymentChannel channel)
    {
        if (Find(channel) is { } row)
        {
            row.InventoryDue = false;
        }
    }

    /// <summary>The inventory to ask for before anything else is told, for what is told rests on it; null where none is due.</summary>
    public SyncAction? Next(DeviceDeployments deployments, DeploymentChannel channel, Connection connection)
    {
        if (connection.InventoryRests || Find(channel) is null)
        {
            return null;
        }

        var rows = deployments.All.Where(row => row.Channel == channel).ToList();
        if (rows.Count > 0)
        {
            return new InventoryAction(Diff.InventoryOf(rows, channel).CommandUuid);
        }

        Done(channel);
        return null;
    }

    private AppleChannelRow? Find(DeploymentChannel channel) =>
        _channels.Find(row => row.InventoryDue && row.UserId.Length > 0 == (channel == DeploymentChannel.User));
}
