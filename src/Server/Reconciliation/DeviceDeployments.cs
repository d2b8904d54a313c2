using Chancery.Domain;
using Chancery.Storage;

namespace Chancery.Server.Reconciliation;

/// <summary>The deployments of one device: the tracked rows and the Domain's records of them, kept in step.</summary>
internal sealed class DeviceDeployments
{
    private readonly ChanceryDbContext _db;
    private readonly Guid _deviceId;
    private readonly DateTimeOffset _now;
    private readonly Dictionary<string, (DeploymentRow Row, Deployment Deployment)> _entries;

    public DeviceDeployments(ChanceryDbContext db, Guid deviceId, IEnumerable<DeploymentRow> rows, DateTimeOffset now)
    {
        (_db, _deviceId, _now) = (db, deviceId, now);
        _entries = rows.ToDictionary(row => row.ItemId, row => (row, DeploymentMapping.ToDomain(row)), StringComparer.Ordinal);
    }

    public IReadOnlyCollection<Deployment> All => [.. _entries.Values.Select(entry => entry.Deployment)];

    public Deployment? Find(string itemId) => _entries.TryGetValue(itemId, out var entry) ? entry.Deployment : null;

    public DeploymentRow Row(string itemId) => _entries[itemId].Row;

    public void Apply(IReadOnlyList<Step> steps)
    {
        foreach (var step in steps)
        {
            switch (step)
            {
                case WantStep want:
                    Set(DeploymentMachine.Want(_deviceId, Find(want.Item.ItemId), want.Item));
                    break;
                case UnwantStep unwant:
                    Set(DeploymentMachine.Unwant(_entries[unwant.ItemId].Deployment));
                    break;
                default:
                    throw new ArgumentException($"{step.GetType().Name} is for the device to do.", nameof(steps));
            }
        }
    }

    public void SetAll(IEnumerable<Deployment> deployments)
    {
        foreach (var deployment in deployments)
        {
            Set(deployment);
        }
    }

    public void Set(Deployment deployment)
    {
        if (!_entries.TryGetValue(deployment.ItemId, out var entry))
        {
            entry.Row = DeploymentMapping.NewRow(_deviceId, deployment.ItemId, _now);
            _db.Deployments.Add(entry.Row);
        }
        else if (ReferenceEquals(entry.Deployment, deployment))
        {
            return;
        }

        DeploymentMapping.Write(deployment, entry.Row, _now);
        _entries[deployment.ItemId] = (entry.Row, deployment);
    }
}
