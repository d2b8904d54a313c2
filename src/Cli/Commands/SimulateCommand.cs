using System.CommandLine;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Domain;
using Chancery.Simulators.Apple;

namespace Chancery.Cli.Commands;

/// <summary><c>chancery simulate</c>: one simulated device, for those who try the product without Apple's.</summary>
internal static class SimulateCommand
{
    public static Command Make(CliContext context)
    {
        var name = new Option<string>("--name") { HelpName = "NAME", Description = context.Say(HelpWords.DeviceName), DefaultValueFactory = _ => "simulated" };
        var platform = new Option<string>("--platform") { Required = true, HelpName = "ios|macos", Description = context.Say(HelpWords.Platform) };
        platform.AcceptOnlyFromAmong("ios", "macos");
        var enrollment = new Argument<string>("ENROLLMENT") { Description = context.Say(HelpWords.EnrollmentFile) };
        var output = new Option<string>("--out") { Required = true, HelpName = "DIR", Description = context.Say(HelpWords.SimulateOut) };
        var seed = new Option<int>("--seed") { HelpName = "NUMBER", Description = context.Say(HelpWords.Seed), DefaultValueFactory = _ => 1 };
        var command = new Command("simulate", context.Say(HelpWords.Simulate)) { enrollment, name, platform, output, seed };
        command.SetAction((parsed, cancellation) => RunAsync(
            context,
            new SimulatedDeviceOptions
            {
                Name = parsed.GetRequiredValue(name),
                Platform = parsed.GetRequiredValue(platform) == "ios" ? Platform.IOS : Platform.MacOS,
                Seed = parsed.GetValue(seed),
            },
            (parsed.GetRequiredValue(enrollment), parsed.GetRequiredValue(output)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        CliContext context, SimulatedDeviceOptions options, (string Enrollment, string Out) files, CancellationToken cancellation)
    {
        if (context.ReadFile(files.Enrollment) is not { } profile)
        {
            return ExitCodes.Failed;
        }

        using var device = new SimulatedAppleDevice(options);
        if (await device.EnrollAsync(profile, cancellation) is { } error)
        {
            return context.Fail("deviceRefused", options.Name, error.ToString());
        }

        // Without a push, the device asks until there has been nothing to do for a while.
        for (var idle = 0; idle < 10 && device.State == DeviceState.Enrolled;)
        {
            var done = await device.SyncAsync(cancellation);
            idle = done.Commands.Count == 0 ? idle + 1 : 0;
            foreach (var command in done.Commands)
            {
                context.Error.WriteLine($"{command.RequestType} {command.Status}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), context.Time, cancellation);
        }

        device.ExportTo(files.Out);
        context.Out.WriteLine(context.Say(ResultWords.Simulated(options.Name, device.Keychain.Identities.Count(), device.Profiles.All.Count)));
        return ExitCodes.Done;
    }
}
