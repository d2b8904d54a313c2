using System.CommandLine;
using Chancery.Cli.Connection;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Client;

namespace Chancery.Cli.Commands;

/// <summary><c>chancery device</c>.</summary>
internal static class DeviceCommands
{
    public static Command Make(ApiCommands api) => new("device", api.Context.Say(HelpWords.Device))
    {
        List(api), Show(api), Lock(api), Retire(api), Wipe(api),
    };

    private static Argument<string> Device(ApiCommands api) => new("DEVICE") { Description = api.Context.Say(HelpWords.DeviceOrId) };

    private static Command List(ApiCommands api)
    {
        var command = new Command("list", api.Context.Say(HelpWords.DeviceList));
        api.Act(command, async (client, parsed, cancellation) => api.PrintTable(
            parsed,
            await client.ListDevicesAsync(cancellation),
            [
                api.Context.Say(ColumnWords.Name), api.Context.Say(ColumnWords.Platform), api.Context.Say(ColumnWords.User), api.Context.Say(ColumnWords.State),
                api.Context.Say(ColumnWords.LastSync), api.Context.Say(ColumnWords.Id),
            ],
            device =>
            [
                device.DeviceName, device.OperatingSystem, device.UserPrincipalName, device.ManagementState,
                device.LastSyncDateTime?.ToString("u", null), device.Id,
            ]));
        return command;
    }

    private static Command Show(ApiCommands api)
    {
        var device = Device(api);
        var command = new Command("show", api.Context.Say(HelpWords.DeviceShow)) { device };
        api.Act(command, async (client, parsed, cancellation) =>
        {
            var found = await client.FindDeviceAsync(parsed.GetRequiredValue(device), cancellation);
            var profiles = found.IsOk ? await client.ListProfilesAsync(cancellation) : found.Error;
            return api.PrintTable(
                parsed,
                profiles.IsOk ? await client.ListDeploymentsAsync(found.Value.Id, cancellation) : profiles.Error,
                [
                    api.Context.Say(ColumnWords.Profile), api.Context.Say(ColumnWords.Certificates), api.Context.Say(ColumnWords.State),
                    api.Context.Say(ColumnWords.Error), api.Context.Say(ColumnWords.Item),
                ],
                deployment =>
                [
                    NameOf(profiles.Value, deployment.Item), string.Join(", ", (deployment.Identities ?? []).Select(identity => identity.Slot)),
                    deployment.State, deployment.Error?.Code, deployment.Item,
                ]);
        });
        return command;
    }

    private static Command Lock(ApiCommands api)
    {
        var device = Device(api);
        var command = new Command("lock", api.Context.Say(HelpWords.DeviceLock)) { device };
        api.Act(command, async (client, parsed, cancellation) =>
        {
            var found = await client.FindDeviceAsync(parsed.GetRequiredValue(device), cancellation);
            var done = found.IsOk ? await client.LockDeviceAsync(found.Value.Id, cancellation) : found.Error;
            return api.Print(parsed, done, _ => [api.Context.Say(ResultWords.LockBegun(found.Value.DeviceName ?? found.Value.Id))]);
        });
        return command;
    }

    // An item is named after the profile it comes from: kind:profile, or kind:profile:certificate.
    private static string? NameOf(IReadOnlyList<ClientProfile> profiles, string item) =>
        item.Split(':') is [_, var id, ..] ? profiles.FirstOrDefault(profile => profile.Id.Equals(id, StringComparison.OrdinalIgnoreCase))?.DisplayName : null;

    private static Command Retire(ApiCommands api)
    {
        var device = Device(api);
        var command = new Command("retire", api.Context.Say(HelpWords.DeviceRetire)) { device };
        api.Act(command, async (client, parsed, cancellation) =>
        {
            var found = await client.FindDeviceAsync(parsed.GetRequiredValue(device), cancellation);
            var done = found.IsOk ? await client.RetireDeviceAsync(found.Value.Id, cancellation) : found.Error;
            return api.Print(parsed, done, _ =>
            [
                api.Context.Say(ResultWords.RetireBegun(found.Value.DeviceName ?? found.Value.Id)),
                api.Context.Say(ResultWords.Next($"chancery device show {found.Value.Id}")),
            ]);
        });
        return command;
    }

    private static Command Wipe(ApiCommands api)
    {
        var device = Device(api);
        var confirm = new Option<string?>("--confirm") { HelpName = "NAME", Description = api.Context.Say(HelpWords.Confirm) };
        var code = new Option<string?>("--unlock-code-file") { HelpName = "FILE", Description = api.Context.Say(HelpWords.UnlockCode) };
        var command = new Command("wipe", api.Context.Say(HelpWords.DeviceWipe)) { device, confirm, code };
        api.Act(command, (client, parsed, cancellation) =>
            WipeAsync(api, client, parsed, (parsed.GetRequiredValue(device), parsed.GetValue(confirm), parsed.GetValue(code)), cancellation));
        return command;
    }

    // An erased device does not come back: its name has to be typed (clig.dev, severe).
    private static async Task<int> WipeAsync(
        ApiCommands api, ChanceryClient client, ParseResult parsed, (string Device, string? Confirm, string? CodeFile) asked, CancellationToken cancellation)
    {
        var found = await client.FindDeviceAsync(asked.Device, cancellation);
        if (!found.IsOk)
        {
            return api.Context.Fail(found.Error);
        }

        var name = found.Value.DeviceName ?? found.Value.Id;
        if (asked.Confirm != name)
        {
            return api.Context.Fail("confirmationMissing", name);
        }

        var code = asked.CodeFile is null ? null : api.Context.ReadSecret(asked.CodeFile);
        return asked.CodeFile is not null && code is null
            ? ExitCodes.Failed
            : api.Print(parsed, await client.WipeDeviceAsync(found.Value.Id, code, cancellation), _ => [api.Context.Say(ResultWords.WipeBegun(name))]);
    }
}
