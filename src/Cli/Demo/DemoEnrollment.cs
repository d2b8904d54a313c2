using Chancery.Cli.Words;
using Chancery.Mail;
using static Chancery.Cli.Demo.DemoRun;

namespace Chancery.Cli.Demo;

/// <summary>Enrols the devices as their owners do: by the letter that the connector mails to each of them.</summary>
internal sealed class DemoEnrollment(DemoRun run, DemoService service)
{
    public async Task RunAsync(DemoCast cast, CancellationToken cancellation)
    {
        foreach (var device in cast.All)
        {
            await EnrollAsync(device, cancellation);
        }

        run.Say(DemoWords.Enrolled(service.Spool));
    }

    private async Task EnrollAsync(DemoDevice device, CancellationToken cancellation)
    {
        var known = Letters().ToHashSet();
        var enrollment = Value(await service.Client.CreateEnrollmentAsync(device.User, device.Platform, "mail", cancellation), "inviting a device");
        byte[]? letter = null;
        await run.UntilAsync(
            () =>
            {
                letter = Letters().Where(file => !known.Contains(file)).Select(File.ReadAllBytes).FirstOrDefault(eml => IsTo(eml, device.User));
                return Task.FromResult(letter is not null);
            },
            "The enrolment letter did not arrive.", TimeSpan.FromSeconds(20), cancellation);
        var error = await device.Device.EnrollAsync(letter!, cancellation);
        Promise(error is null, $"{device.Name} did not enrol: {error}");
        await run.UntilAsync(
            async () =>
            {
                device.Id = Value(await service.Client.GetEnrollmentAsync(enrollment.Id, cancellation), "reading an enrolment").ManagedDeviceId ?? "";
                return device.Id.Length > 0;
            },
            $"{device.Name} is not among the managed devices.", TimeSpan.FromSeconds(10), cancellation);
    }

    private string[] Letters() => Directory.Exists(service.Spool) ? Directory.GetFiles(service.Spool, "*.eml") : [];

    private static bool IsTo(byte[] eml, string address) =>
        SecureMail.Open(eml, []) is { IsOk: true, Value: { Attachments.Length: > 0 } mail } && mail.To.Contains(address);
}
