using Chancery.Cli.Words;
using Chancery.Client;
using Chancery.Pki;
using Chancery.Simulators.Apple;
using static Chancery.Cli.Demo.DemoRun;

namespace Chancery.Cli.Demo;

/// <summary>A device leaves: it gives back all it was given, its own certificate is revoked, and no imported one is.</summary>
internal sealed class DemoRetirement(DemoRun run, ChanceryClient client, DemoDelivery delivery)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    public async Task<ReportedRetirement> RunAsync(DemoDevice device, DemoPost post, DemoFacts facts, CancellationToken cancellation)
    {
        var own = device.Device.Keychain.Identities.Where(identity => identity.Pkcs12 is not null).ToList()
            .Where(identity => facts.Identities.All(imported => imported.Identity.Thumbprint != identity.Thumbprint))
            .Select(identity => identity.Certificate.SerialNumber).Distinct().ToList();
        var before = await RevokedAsync(cancellation);
        Value(await client.RetireDeviceAsync(device.Id, cancellation), "retiring a device");
        await LeaveAsync(device, cancellation);
        CheckEmpty(device, post);
        IReadOnlyList<ClientDeployment> deployments = [];
        await run.UntilAsync(
            async () =>
            {
                deployments = await delivery.DeploymentsAsync(device, cancellation);
                return deployments.All(deployment => deployment.State == "removed");
            },
            $"The removal from {device.Name} is not confirmed.", Patience, cancellation);
        IReadOnlyList<string> revoked = [];
        await run.UntilAsync(
            async () =>
            {
                revoked = [.. (await RevokedAsync(cancellation)).Except(before)];
                return own.All(revoked.Contains);
            },
            $"The signing certificate of {device.Name} is not on the revocation list.", Patience, cancellation);
        Promise(own.Count > 0, $"{device.Name} had no signing certificate of its own.");
        Promise(facts.Identities.All(one => !revoked.Contains(one.Identity.Certificate.SerialNumber)), "An imported certificate was revoked.");
        run.Say(DemoWords.Retired(device.Name, revoked.Count));
        return new ReportedRetirement(device.Name, [.. deployments.Select(deployment => deployment.Item)], revoked);
    }

    private async Task LeaveAsync(DemoDevice device, CancellationToken cancellation)
    {
        SyncResult? last = null;
        try
        {
            await run.UntilAsync(
                async () =>
                {
                    last = await device.Device.SyncAsync(cancellation);
                    return device.Device.State == DeviceState.Unenrolled;
                },
                "", Patience, cancellation);
        }
        catch (DemoFailure)
        {
            var states = (await delivery.DeploymentsAsync(device, cancellation)).Select(
                deployment => $"{deployment.Item} {deployment.State} {deployment.Error?.Code}");
            throw new DemoFailure($"{device.Name} did not leave ({last?.Error}): {string.Join("; ", states)}");
        }
    }

    private static void CheckEmpty(DemoDevice device, DemoPost post)
    {
        Promise(!device.Device.Keychain.Identities.Any() && device.Device.Profiles.All.Count == 0, $"{device.Name} kept something it was given.");
        foreach (var (mail, eml) in post.All.Where(one => one.Mail.EncryptedTo.Count > 0))
        {
            Promise(!device.Mail.Read(eml).IsOpened, $"{device.Name} still opens {mail.File}.");
        }
    }

    private async Task<List<string>> RevokedAsync(CancellationToken cancellation)
    {
        var list = RevocationList.Read(Value(await client.GetPublishedAsync("issuing.crl", cancellation), "reading the revocation list"));
        Promise(list.IsOk, "The revocation list cannot be read.");
        return [.. list.Value.Revoked.Select(entry => entry.SerialNumber)];
    }
}
