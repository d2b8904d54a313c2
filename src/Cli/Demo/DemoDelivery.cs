using Chancery.Cli.Words;
using Chancery.Client;
using static Chancery.Cli.Demo.DemoRun;

namespace Chancery.Cli.Demo;

/// <summary>Has the devices sync until the server has seen everything it planned in their own inventories.</summary>
internal sealed class DemoDelivery(DemoRun run, ChanceryClient client)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task RunAsync(IReadOnlyList<DemoDevice> devices, CancellationToken cancellation)
    {
        await Task.WhenAll(devices.Select(device => SyncUntilVerifiedAsync(device, cancellation)));
        run.Say(DemoWords.Verified(devices.Count));
    }

    /// <summary>The deployments of each device, a line for each certificate.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<ReportedDeployment>>> ReadAsync(
        IEnumerable<DemoDevice> devices, DemoFacts facts, CancellationToken cancellation)
    {
        var read = new Dictionary<string, IReadOnlyList<ReportedDeployment>>();
        foreach (var device in devices)
        {
            var deployments = await DeploymentsAsync(device, cancellation);
            read[device.Name] = [.. deployments.SelectMany(deployment => Lines(deployment, facts))];
        }

        return read;
    }

    public async Task<IReadOnlyList<ClientDeployment>> DeploymentsAsync(DemoDevice device, CancellationToken cancellation) =>
        Value(await client.ListDeploymentsAsync(device.Id, cancellation), "reading deployments");

    /// <summary>Every encryption certificate a person ever had, on every device of that person, and on no other's.</summary>
    public void CheckHistory(DemoCast cast, DemoFacts facts)
    {
        foreach (var device in cast.All)
        {
            foreach (var (owner, identity, purpose) in facts.Identities)
            {
                var has = device.Device.Keychain.Find(identity.Thumbprint) is not null;
                Promise(has == (owner == device.User), $"{device.Name} {(has ? "has" : "lacks")} the {purpose} certificate {identity.Thumbprint} of {owner}.");
            }
        }

        run.Say(DemoWords.HistoryComplete);
    }

    private async Task SyncUntilVerifiedAsync(DemoDevice device, CancellationToken cancellation)
    {
        IReadOnlyList<ClientDeployment> last = [];
        try
        {
            await run.UntilAsync(
                async () =>
                {
                    await device.Device.SyncAsync(cancellation);
                    last = await DeploymentsAsync(device, cancellation);
                    return last.Count > 0 && last.All(deployment => deployment.State is "verified" or "notVerifiable");
                },
                "", Patience, cancellation);
        }
        catch (DemoFailure)
        {
            var open = last.Where(deployment => deployment.State != "verified").Select(
                deployment => $"{deployment.Item} {deployment.State} {deployment.Error?.Code} {deployment.Error?.Detail}");
            throw new DemoFailure($"{device.Name} does not have all it should: {string.Join("; ", open.DefaultIfEmpty("nothing is planned for it"))}");
        }
    }

    private static IEnumerable<ReportedDeployment> Lines(ClientDeployment deployment, DemoFacts facts)
    {
        var thumbprints = deployment.Kind == "trust" && facts.Trusted.TryGetValue(
            deployment.Item[(deployment.Item.IndexOf(':', StringComparison.Ordinal) + 1)..], out var trusted)
            ? trusted
            : deployment.Identities is { Count: > 0 } carried ? [.. carried.Select(identity => identity.Thumbprint)]
            : deployment.Thumbprint is { } one ? [one] : [];
        Promise(thumbprints.Count > 0, $"The deployment {deployment.Item} names no certificate.");
        return thumbprints.Select(thumbprint => new ReportedDeployment(deployment.Item, deployment.Kind, deployment.State, thumbprint));
    }
}
