using Chancery.Channels.Apple.Profiles;
using Chancery.Domain;
using Chancery.Server.Reconciliation;

namespace Chancery.Server.Tests.Reconciliation;

/// <summary>A device that obeys, and writes down what it was told.</summary>
internal sealed class FakeDevice(ReconciliationWorld world, Guid id, bool hasUserChannel)
{
    public Guid Id => id;

    /// <summary>What is installed: PayloadIdentifier to PayloadUUID and the number of certificates in it.</summary>
    public Dictionary<string, (Guid Uuid, int Certificates, DeploymentChannel Channel)> Profiles { get; } = [];

    public List<string> Log { get; } = [];

    /// <summary>What the device answers instead of obeying.</summary>
    public Func<SyncAction, SyncReport?> Instead { get; set; } = _ => null;

    public async Task<int> SyncAsync()
    {
        var told = await SyncAsync(DeploymentChannel.Device);
        return hasUserChannel ? told + await SyncAsync(DeploymentChannel.User) : told;
    }

    public async Task<int> SyncAsync(DeploymentChannel channel)
    {
        SyncReport report = new IdleReport();
        for (var told = 0; told < 100; told++)
        {
            var action = await ExchangeAsync(channel, report);
            if (action is null)
            {
                return told;
            }

            Log.Add(action switch
            {
                InstallAction install => $"install {install.ItemId}",
                RemoveAction remove => $"remove {remove.PayloadIdentifier}",
                _ => action.GetType().Name,
            });
            report = Instead(action) ?? Obey(action, channel);
        }

        throw new InvalidOperationException("One connection never ended: " + string.Join("; ", Log.TakeLast(10)));
    }

    public async Task<SyncAction?> ExchangeAsync(DeploymentChannel channel, SyncReport report)
    {
        await using var db = world.Open();
        return await world.Sync.ExchangeAsync(db, id, channel, report, default);
    }

    public InventoryReport List(Guid commandUuid, DeploymentChannel channel) =>
        new(commandUuid, Profiles.Where(profile => profile.Value.Channel == channel).ToDictionary(profile => profile.Key, profile => profile.Value.Uuid));

    private SyncReport Obey(SyncAction action, DeploymentChannel channel)
    {
        switch (action)
        {
            case InstallAction install:
                var profile = ProfileReader.Read(install.Profile).Value;
                Profiles[profile.PayloadIdentifier] = (profile.PayloadUuid, profile.Payloads.Length, channel);
                return new AcknowledgedReport(action.CommandUuid);
            case RemoveAction remove:
                Profiles.Remove(remove.PayloadIdentifier);
                return new AcknowledgedReport(action.CommandUuid);
            case InventoryAction:
                return List(action.CommandUuid, channel);
            default:
                return new AcknowledgedReport(action.CommandUuid);
        }
    }
}
