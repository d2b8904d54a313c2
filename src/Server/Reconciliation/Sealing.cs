using System.Text.Json;
using Chancery.Channels.Apple.Profiles;
using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Reconciliation;

/// <summary>
/// Makes ready what waits for its bytes: sealed before for the same device key, item and revision, it is taken as it is; without a key in it, it is written
/// here; with one, it is asked of the connector.
/// </summary>
internal sealed class Sealing(WorkQueue queue, ServerOptions options, TimeProvider time)
{
    // A connector may be away for days; each lease that fails waits up to five minutes for the next.
    private const int MostAttempts = 1000;

    public async Task PrepareAsync(ChanceryDbContext db, IReadOnlyList<PlannedDevice> planned, CancellationToken cancellation)
    {
        var waiting = (
            from entry in planned
            from item in entry.Plan.Items
            where entry.Deployments.Find(item.ItemId) is { State: DeploymentState.Sealing } row && row.DesiredRevision == item.Revision
            select new WaitingItem(entry, item)).ToList();
        if (waiting.Count == 0)
        {
            return;
        }

        var kept = await KeptAsync(db, waiting, cancellation);
        var asked = await AskedAsync(db, waiting, cancellation);
        var requests = new List<WaitingItem>();
        foreach (var item in waiting)
        {
            if (kept.TryGetValue(item.Key, out var sealedProfileId))
            {
                MakeReady(item, sealedProfileId);
            }
            else if (!item.Item.NeedsSealing)
            {
                MakeReady(item, WriteHere(db, item));
            }
            else if (!asked.Contains(item.SubjectKey))
            {
                requests.Add(item);
            }
        }

        await RequestAsync(db, requests, cancellation);
    }

    private static async Task<Dictionary<SealKey, Guid>> KeptAsync(ChanceryDbContext db, List<WaitingItem> waiting, CancellationToken cancellation)
    {
        var deviceIds = waiting.Select(item => item.Device.Id).Distinct().ToList();
        var revisions = waiting.Select(item => item.Item.Revision).Distinct().ToList();
        var kept = await db.SealedProfiles.AsNoTracking()
            .Where(row => deviceIds.Contains(row.DeviceId) && revisions.Contains(row.Revision))
            .Select(row => new { row.Id, row.DeviceId, row.DeviceKeyHash, row.ItemId, row.Revision }).ToListAsync(cancellation);
        return kept.ToDictionary(row => new SealKey(row.DeviceId, row.DeviceKeyHash, row.ItemId, row.Revision), row => row.Id);
    }

    // What the connector has been asked for and still has before it. The row may name the work of an earlier revision, so the subject tells.
    private static async Task<HashSet<string>> AskedAsync(ChanceryDbContext db, List<WaitingItem> waiting, CancellationToken cancellation)
    {
        var ids = waiting.Select(item => item.Deployments.Row(item.Item.ItemId).WorkId).OfType<Guid>().ToList();
        if (ids.Count == 0)
        {
            return [];
        }

        return await db.Work.AsNoTracking()
            .Where(work => ids.Contains(work.Id) && (work.State == WorkState.Queued || work.State == WorkState.Leased))
            .Select(work => work.SubjectKey).ToHashSetAsync(cancellation);
    }

    private static void MakeReady(WaitingItem waiting, Guid sealedProfileId)
    {
        waiting.Deployments.Set(DeploymentMachine.Ready(waiting.Deployments.Find(waiting.Item.ItemId)!, waiting.Item.Revision));
        var row = waiting.Deployments.Row(waiting.Item.ItemId);
        (row.SealedProfileId, row.WorkId) = (sealedProfileId, null);
        row.DisplayName = AppleSpecs.DisplayName(waiting.Item);
    }

    private Guid WriteHere(ChanceryDbContext db, WaitingItem waiting)
    {
        var row = new SealedProfileRow
        {
            Id = waiting.Key.RowId,
            DeviceId = waiting.Device.Id,
            DeviceKeyHash = waiting.Device.IdentityKeyHash,
            ItemId = waiting.Item.ItemId,
            Revision = waiting.Item.Revision,
            Bytes = TrustedProfile.Write(AppleSpecs.Trust(waiting.Device.Id, waiting.Item, options.Organization)),
            CreatedDateTime = time.GetUtcNow(),
        };
        db.SealedProfiles.Add(row);
        return row.Id;
    }

    private async Task RequestAsync(ChanceryDbContext db, List<WaitingItem> waiting, CancellationToken cancellation)
    {
        if (waiting.Count == 0)
        {
            return;
        }

        var keys = await ImportedKeysAsync(db, waiting, cancellation);
        var requests = waiting.Select(item => Request(item, keys)).ToList();
        var ids = await queue.EnqueueAsync(db, requests, cancellation);
        foreach (var (item, request) in waiting.Zip(requests))
        {
            var row = item.Deployments.Row(item.Item.ItemId);
            row.WorkId = ids[request.SubjectKey];
            row.DisplayName = AppleSpecs.DisplayName(item.Item);
        }
    }

    private static async Task<Dictionary<(Guid UserId, string Thumbprint, IntendedPurpose Purpose), ImportedBytes>> ImportedKeysAsync(
        ChanceryDbContext db, List<WaitingItem> waiting, CancellationToken cancellation)
    {
        var users = waiting.Select(item => item.Device.UserId).OfType<Guid>().Distinct().ToList();
        var thumbprints = waiting.SelectMany(item => item.Item.Carries).Distinct().ToList();
        if (thumbprints.Count == 0)
        {
            return [];
        }

        var keys = await db.UserPfxCertificates.AsNoTracking()
            .Where(row => users.Contains(row.UserId) && thumbprints.Contains(row.Thumbprint))
            .Select(row => new { row.UserId, row.Thumbprint, row.IntendedPurpose, row.Certificate, row.SealedKey }).ToListAsync(cancellation);
        return keys.ToDictionary(
            row => (row.UserId, row.Thumbprint, row.IntendedPurpose), row => new ImportedBytes(row.Certificate, row.SealedKey));
    }

    private WorkRequest Request(
        WaitingItem waiting, Dictionary<(Guid UserId, string Thumbprint, IntendedPurpose Purpose), ImportedBytes> keys)
    {
        var device = waiting.Device;
        var work = new SealProfileWork(
            device.EnrollmentId, device.IdentityCertificate, waiting.Item.ItemId, waiting.Item.Revision,
            AppleSpecs.Profile(device, waiting.Item, options.Organization),
            [.. waiting.Item.Identities.Select(identity => AppleSpecs.Identity(
                identity, imported => keys[(device.UserId!.Value, imported.Thumbprint, imported.Purpose)]))]);
        return new WorkRequest
        {
            Kind = "sealProfile",
            SubjectKey = waiting.SubjectKey,
            BodyJson = JsonSerializer.Serialize<WorkBody>(work, ConnectorJson.Options),
            MostAttempts = MostAttempts,
        };
    }

    private sealed record WaitingItem(PlannedDevice Planned, PlannedItem Item)
    {
        public DeviceRow Device => Planned.Device;

        public DeviceDeployments Deployments => Planned.Deployments;

        public string SubjectKey => $"seal:{Device.Id}:{Item.ItemId}:{Item.Revision}";

        public SealKey Key => new(Device.Id, Device.IdentityKeyHash, Item.ItemId, Item.Revision);
    }
}

/// <summary>What sealed bytes are made once for.</summary>
internal readonly record struct SealKey(Guid DeviceId, string DeviceKeyHash, string ItemId, string Revision)
{
    /// <summary>The identifier of the row that keeps them.</summary>
    public Guid RowId => Identifiers.Uuid("sealed", DeviceId.ToString(), DeviceKeyHash, ItemId, Revision);
}

/// <summary>An imported certificate and its key as the vault sealed it.</summary>
internal sealed record ImportedBytes(byte[] Certificate, byte[] SealedKey);
