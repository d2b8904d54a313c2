using System.CommandLine;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Connector;

namespace Chancery.Cli.Hosting;

/// <summary><c>chancery serve</c>: a server and a connector, as two processes with two data folders.</summary>
internal static class ServeCommand
{
    public static Command Make(CliContext context, ServeOptions options)
    {
        var command = new Command("serve", context.Say(HelpWords.Serve)) { options.Supervised };
        foreach (var option in options.OfServer.Union(options.OfConnector))
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellation) => RunAsync(context, options, parsed, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, ServeOptions options, ParseResult parsed, CancellationToken cancellation)
    {
        var data = Path.GetFullPath(parsed.GetRequiredValue(options.Data));
        var spool = Spool(options, parsed, data);
        string[] server =
        [
            "server", "--supervised", "--data", Path.Combine(data, "server"),
            .. ServeOptions.PassOn(parsed, options.Url, options.PkiUrl, options.Organization, options.PostgresFile, options.TlsCertificate, options.TlsKey, options.RecipientLookup),
        ];
        var connectorData = Path.Combine(data, "connector");
        string[] connector =
        [
            "connector", "--supervised", "--data", connectorData,
            .. ServeOptions.PassOn(
                parsed, options.PublicUrl, options.Organization, options.MailFrom, options.SmtpHost, options.SmtpPort, options.SmtpSecurity,
                options.SmtpUser, options.SmtpPasswordFile, options.LinkAddresses, options.PassphraseFile),
            .. spool is null ? [] : new[] { "--mail-spool", spool },
        ];

        // The demo supervises the supervisor: its end must end all three.
        var input = parsed.GetValue(options.Supervised) ? new SupervisedInput() : null;
        if (input is null)
        {
            context.Error.WriteLine(context.Say(ServingWords.Starting(data)));
            if (spool is not null)
            {
                context.Error.WriteLine(context.Say(ServingWords.Letters(spool)));
            }
        }

        using var until = input?.LinkToSupervisor(cancellation) ?? CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        return await new Supervisor(context, server, connector, input is not null)
        {
            VaultCertificateFile = Path.Combine(connectorData, VaultCertificateFile.Name),
        }.RunAsync(until.Token);
    }

    // Without a relay, letters are put where the administrator finds them rather than refused.
    private static string? Spool(ServeOptions options, ParseResult parsed, string data) => parsed.GetValue(options.SmtpHost) is null
        ? Path.GetFullPath(parsed.GetValue(options.MailSpool) ?? Path.Combine(data, "mail-spool")) : parsed.GetValue(options.MailSpool);
}
