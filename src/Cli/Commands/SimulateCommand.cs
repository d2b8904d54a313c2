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
        var keep = new Option<bool>("--keep") { Description = context.Say(HelpWords.SimulateKeep) };
        var command = new Command("simulate", context.Say(HelpWords.Simulate)) { enrollment, name, platform, output, seed, keep };
        command.SetAction((parsed, cancellation) => RunAsync(
            context,
            new SimulatedDeviceOptions
            {
                Name = parsed.GetRequiredValue(name),
                Platform = parsed.GetRequiredValue(platform) == "ios" ? Platform.IOS : Platform.MacOS,
                Seed = parsed.GetValue(seed),
            },
            (parsed.GetRequiredValue(enrollment), parsed.GetRequiredValue(output)), parsed.GetValue(keep), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        CliContext context, SimulatedDeviceOptions options, (string Enrollment, string Out) files, bool keep, CancellationToken cancellation)
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

        context.Error.WriteLine(context.Say(ResultWords.SimulatedEnrolled(options.Name)));
        await SyncAsync(context, device, keep, cancellation);
        device.ExportTo(files.Out);
        context.Out.WriteLine(context.Say(device.State == DeviceState.Enrolled
            ? ResultWords.Simulated(options.Name, device.Keychain.Identities.Count(), device.Profiles.All.Count, files.Out)
            : ResultWords.SimulatedReleased(options.Name, device.Keychain.Identities.Count())));
        return ExitCodes.Done;
    }

    /// <summary>Without a push, the device asks: until there has been nothing to do for a while, or as long as it is managed.</summary>
    private static async Task SyncAsync(CliContext context, SimulatedAppleDevice device, bool keep, CancellationToken cancellation)
    {
        try
        {
            for (var idle = 0; (keep || idle < 10) && device.State == DeviceState.Enrolled;)
            {
                var done = await device.SyncAsync(cancellation);
                foreach (var command in done.Commands)
                {
                    context.Error.WriteLine($"{command.RequestType} {command.Status}");
                }

                idle = done.Commands.Count == 0 ? idle + 1 : 0;
                if (keep && idle == 10)
                {
                    context.Error.WriteLine(context.Say(ResultWords.SimulatedWaiting));
                }

                await Task.Delay(TimeSpan.FromMilliseconds(500), context.Time, cancellation);
            }
        }
        catch (OperationCanceledException) when (keep && cancellation.IsCancellationRequested)
        {
            // Ctrl-C: what it has is written down all the same.
        }
    }
}
