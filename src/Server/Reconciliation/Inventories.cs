using Chancery.Domain;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Reconciliation;

/// <summary>
/// The inventories of a device's channels. One is taken where a deployment waits for it, after a device enrolled again, and once a day, since a person may
/// remove a profile without anybody being told. It is two lists: first the certificates, where an identity may be there, then the profiles, which complete it.
/// </summary>
internal sealed class Inventories
{
    private readonly ChanceryDbContext _db;
    private readonly AuditWriter _audit;
    private readonly List<AppleChannelRow> _channels;

    private Inventories(ChanceryDbContext db, AuditWriter audit, List<AppleChannelRow> channels) => (_db, _audit, _channels) = (db, audit, channels);

    /// <summary>Whether one is due although no deployment waits for it.</summary>
    public bool AnyDue => _channels.Exists(channel => channel.InventoryDue);

    public static async Task<Inventories> LoadAsync(ChanceryDbContext db, AuditWriter audit, Guid deviceId, CancellationToken cancellation) =>
        new(db, audit, await db.AppleChannels.Where(row => row.DeviceId == deviceId && row.Bound && row.Enabled).ToListAsync(cancellation));

    /// <summary>How many of a channel were taken.</summary>
    public int Taken(DeploymentChannel channel) => Find(channel)?.Inventories ?? 0;

    /// <summary>The inventory to ask for before anything else is told, for what is told rests on it; null where none is due.</summary>
    public SyncAction? Next(DeviceDeployments deployments, DeploymentChannel channel, Connection connection)
    {
        if (connection.InventoryRests || Find(channel) is not { InventoryDue: true } entry)
        {
            return null;
        }

        if (Of(deployments, channel).Count > 0)
        {
            return Ask(deployments, channel);
        }

        entry.InventoryDue = false;
        return null;
    }

    /// <summary>The next list of the inventory of a channel that has deployments.</summary>
    public SyncAction Ask(DeviceDeployments deployments, DeploymentChannel channel)
    {
        var rows = Of(deployments, channel);
        var step = Diff.InventoryOf(rows, channel, Taken(channel));
        return Find(channel) is { } entry && AwaitsCertificates(entry, rows, step)
            ? new CertificatesAction(step.CertificatesUuid)
            : new InventoryAction(step.CommandUuid);
    }

    /// <summary>Takes in a list.</summary>
    /// <returns>Whether it was one of the inventory that is due; a list from before something that has happened since is not.</returns>
    public async Task<bool> ApplyAsync(
        DeviceDeployments deployments, DeploymentChannel channel, SyncReport report, DateTimeOffset now, CancellationToken cancellation)
    {
        var rows = Of(deployments, channel);
        if (Find(channel) is not { } entry || rows.Count == 0)
        {
            return false;
        }

        var step = Diff.InventoryOf(rows, channel, entry.Inventories);
        switch (report)
        {
            case CertificatesReport certificates when certificates.CommandUuid == step.CertificatesUuid:
                var ours = (await CarriedAsync(deployments, rows, cancellation)).SelectMany(carried => carried);
                (entry.CertificatesForInventory, entry.CertificateListRefusedDateTime) = (step.CommandUuid, null);
                entry.ListedIdentities = [.. ours.Where(certificates.Identities.Contains).Distinct()];
                return true;
            case RefusedReport refused when refused.CommandUuid == step.CertificatesUuid:
                await WithoutCertificatesAsync(entry, step, refused.Detail, now, cancellation);
                return true;
            case AcknowledgedReport acknowledged when acknowledged.CommandUuid == step.CertificatesUuid:
                await WithoutCertificatesAsync(entry, step, "Acknowledged without a list.", now, cancellation);
                return true;
            case InventoryReport inventory when inventory.CommandUuid == step.CommandUuid && !AwaitsCertificates(entry, rows, step):
                var carries = await CarriedAsync(deployments, rows, cancellation);
                deployments.SetAll(rows.Select(row => DeploymentMachine.Inventoried(
                    row,
                    inventory.Profiles.TryGetValue(Identifiers.PayloadIdentifier(row.ItemId), out var uuid) ? uuid : null,
                    now,
                    identityMissing: entry.ListedIdentities is { } held && carries[row.ItemId].Except(held, StringComparer.Ordinal).Any())));
                (entry.InventoryDue, entry.CertificatesForInventory, entry.ListedIdentities) = (false, null, null);
                entry.Inventories++;
                return true;
            default:
                return false;
        }
    }

    private static List<Deployment> Of(DeviceDeployments deployments, DeploymentChannel channel) =>
        [.. deployments.All.Where(row => row.Channel == channel)];

    // A device that refused once is asked again with the daily inventory: a newer system may know the command.
    private static bool AwaitsCertificates(AppleChannelRow entry, List<Deployment> rows, InventoryStep step) =>
        Diff.NeedsCertificates(rows)
        && entry.CertificatesForInventory != step.CommandUuid
        && (entry.CertificateListRefusedDateTime is null || entry.InventoryDue);

    /// <summary>The identities that the desired revisions carry, by item.</summary>
    private async Task<ILookup<string, string>> CarriedAsync(DeviceDeployments deployments, List<Deployment> rows, CancellationToken cancellation)
    {
        var items = rows
            .Where(row => row.DesiredRevision is not null && row.ReadyRevision == row.DesiredRevision && deployments.Row(row.ItemId).SealedProfileId is not null)
            .ToDictionary(row => deployments.Row(row.ItemId).SealedProfileId!.Value, row => row.ItemId);
        var carried = await _db.SealedIdentities.AsNoTracking().Where(row => items.Keys.Contains(row.SealedProfileId))
            .Select(row => new { row.SealedProfileId, row.Thumbprint }).ToListAsync(cancellation);
        return carried.ToLookup(row => items[row.SealedProfileId], row => row.Thumbprint, StringComparer.Ordinal);
    }

    private async Task WithoutCertificatesAsync(AppleChannelRow entry, InventoryStep step, string detail, DateTimeOffset now, CancellationToken cancellation)
    {
        (entry.CertificatesForInventory, entry.ListedIdentities) = (step.CommandUuid, null);
        if (entry.CertificateListRefusedDateTime is null)
        {
            await _audit.AppendAsync(
                _db,
                new AuditEntry(
                    $"device:{entry.DeviceId}", "managedDevice.certificateListRefused", "managedDevice", entry.DeviceId.ToString(), new { step.Channel, detail }),
                cancellation);
        }

        entry.CertificateListRefusedDateTime = now;
    }

    private AppleChannelRow? Find(DeploymentChannel channel) => _channels.Find(row => row.UserId.Length > 0 == (channel == DeploymentChannel.User));
}
