using Chancery.Channels.Apple.Profiles;
using Chancery.Domain;
using Chancery.Pki;
using Chancery.Server.Reconciliation;

namespace Chancery.Server.Tests.Reconciliation;

/// <summary>A device that obeys, and writes down what it was told.</summary>
internal sealed class FakeDevice(ReconciliationWorld world, Guid id, bool hasUserChannel)
{
    public Guid Id => id;

    /// <summary>What is installed: PayloadIdentifier to PayloadUUID and the number of certificates in it.</summary>
    public Dictionary<string, (Guid Uuid, int Certificates, DeploymentChannel Channel)> Profiles { get; } = [];

    /// <summary>The identities of each profile: thumbprints by PayloadIdentifier. The fake connector seals them as certificates.</summary>
    public Dictionary<string, HashSet<string>> Identities { get; } = [];

    /// <summary>What it says it is.</summary>
    public DetailsReport Details { get; set; } = new(Guid.Empty) { OsVersion = "18.6", SerialNumber = "C0FFEE" };

    public SecurityReport Security { get; set; } = new(Guid.Empty, PasscodePresent: true, IsEncrypted: true);

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

    public CertificatesReport ListCertificates(Guid commandUuid, DeploymentChannel channel) => new(
        commandUuid, Profiles.Where(profile => profile.Value.Channel == channel).SelectMany(profile => Identities[profile.Key]).ToHashSet());

    private SyncReport Obey(SyncAction action, DeploymentChannel channel)
    {
        switch (action)
        {
            case InstallAction install:
                var profile = ProfileReader.Read(install.Profile).Value;
                Identities[profile.PayloadIdentifier] = [.. profile.Payloads.OfType<CertificatePayload>()
                    .Select(payload => CertificateReader.Read(payload.Certificate)).Where(read => read.IsOk)
                    .Select(read => read.Value.Thumbprint.ToLowerInvariant())];
                Profiles[profile.PayloadIdentifier] = (profile.PayloadUuid, profile.Payloads.Length, channel);
                return new AcknowledgedReport(action.CommandUuid);
            case RemoveAction remove:
                Profiles.Remove(remove.PayloadIdentifier);
                return new AcknowledgedReport(action.CommandUuid);
            case CertificatesAction:
                return ListCertificates(action.CommandUuid, channel);
            case DetailsAction:
                return Details with { CommandUuid = action.CommandUuid };
            case SecurityAction:
                return Security with { CommandUuid = action.CommandUuid };
            case InventoryAction:
                return List(action.CommandUuid, channel);
            default:
                return new AcknowledgedReport(action.CommandUuid);
        }
    }
}
