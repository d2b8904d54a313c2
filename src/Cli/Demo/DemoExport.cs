using System.Text;
using Chancery.Client;
using static Chancery.Cli.Demo.DemoRun;

namespace Chancery.Cli.Demo;

/// <summary>Writes what anyone can check without trusting us.</summary>
internal sealed class DemoExport(ChanceryClient client, DemoFolder folder)
{
    public async Task<DemoReport> RunAsync(
        DemoCast cast, LegacyAuthority legacy, IReadOnlyDictionary<string, IReadOnlyList<ReportedDeployment>> before,
        (IReadOnlyList<ReportedMail> Mails, ReportedRetirement Retirement) happened, CancellationToken cancellation)
    {
        folder.Write("ca/root.pem", Value(await client.GetPublishedAsync("root.pem", cancellation), "reading our root"));
        folder.Write("ca/issuing.pem", Value(await client.GetPublishedAsync("issuing.pem", cancellation), "reading our issuing authority"));
        folder.Write("ca/legacy.pem", Encoding.ASCII.GetBytes(legacy.Certificate.ExportCertificatePem() + "\n"));
        folder.WriteCrl("ca/issuing.crl", Value(await client.GetPublishedAsync("issuing.crl", cancellation), "reading the revocation list"));
        folder.WriteCrl("ca/legacy.crl", legacy.Crl());
        var report = new DemoReport(
            1,
            [.. cast.All.Select(device =>
                new ReportedDevice(device.Name, device.Platform, device.User, Final(device, before[device.Name], happened.Retirement)))],
            happened.Mails,
            happened.Retirement);
        folder.Write("report.json", report.ToJson());
        return report;
    }

    // What the retired device had, in the state the server has confirmed since.
    private static IReadOnlyList<ReportedDeployment> Final(DemoDevice device, IReadOnlyList<ReportedDeployment> had, ReportedRetirement retirement) =>
        device.Name == retirement.Device
            ? [.. had.Select(deployment => retirement.Removed.Contains(deployment.Item) ? deployment with { State = "removed" } : deployment)]
            : had;
}
