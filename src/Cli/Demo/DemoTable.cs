using Chancery.Cli.Terminal;
using Chancery.Cli.Words;

namespace Chancery.Cli.Demo;

/// <summary>The end of the demo, for people.</summary>
internal static class DemoTable
{
    public static void Write(CliContext context, DemoCast cast, DemoReport report, string folder)
    {
        context.WriteTable(
            [
                context.Say(ColumnWords.Device), context.Say(ColumnWords.Platform), context.Say(ColumnWords.User), context.Say(ColumnWords.Certificates),
                context.Say(ColumnWords.State), context.Say(ColumnWords.Opens), context.Say(ColumnWords.OpensNow),
            ],
            cast.All.Select(device => Row(device, report, report.Devices.Single(one => one.Name == device.Name))));
        context.Out.WriteLine();
        context.WriteTable(
            [
                context.Say(ColumnWords.File), context.Say(ColumnWords.FromTo), context.Say(ColumnWords.Protection), context.Say(ColumnWords.OpenedBy),
                context.Say(ColumnWords.RefusedBy),
            ],
            report.Mails.Select(mail => (IReadOnlyList<string?>)
            [
                Path.GetFileNameWithoutExtension(mail.File), $"{Name(mail.From)} → {Name(mail.To)}",
                context.Say(DemoWords.Protection(mail.Signed, mail.EncryptedTo.Count > 0)),
                string.Join(' ', mail.OpenedBy), string.Join(' ', mail.RefusedBy),
            ]));
        context.Out.WriteLine();
        context.Out.WriteLine(context.Say(DemoWords.RetirementLine(report.Retirement)));
        context.Out.WriteLine(context.Say(DemoWords.SpoolLine));
        context.Out.WriteLine(context.Say(DemoWords.FolderLine(folder)));
    }

    private static IReadOnlyList<string?> Row(DemoDevice device, DemoReport report, ReportedDevice reported)
    {
        var opened = report.Mails.Count(mail => mail.OpenedBy.Contains(device.Name));
        var certificates = reported.Deployments.Where(deployment => deployment.Kind != "trust").Select(deployment => deployment.Thumbprint).Distinct().Count();
        return
        [
            device.Name, device.Platform, device.User, Number(certificates),
            string.Join(' ', reported.Deployments.Select(deployment => deployment.State).Distinct()),
            Number(opened), Number(device.Name == report.Retirement.Device ? 0 : opened),
        ];
    }

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Name(string address) => address.Split('@')[0];
}
