using System.CommandLine;
using Chancery.Cli.Connection;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Connector;
using Chancery.Mail;

namespace Chancery.Cli.Hosting;

/// <summary><c>chancery connector</c>: the process that keeps the keys and only dials out.</summary>
internal static class ConnectorCommand
{
    public static Command Make(CliContext context, ServeOptions options, ConnectionOptions connection)
    {
        var command = new Command("connector", context.Say(HelpWords.ServeConnector))
        {
            options.Supervised, options.JoinCodeStdin, connection.Server, connection.ServerCertificate,
        };
        foreach (var option in options.OfConnector)
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellation) => RunAsync(context, options, connection, parsed, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        CliContext context, ServeOptions options, ConnectionOptions connection, ParseResult parsed, CancellationToken cancellation)
    {
        var supervised = parsed.GetValue(options.Supervised);
        var input = supervised || parsed.GetValue(options.JoinCodeStdin) ? new SupervisedInput() : null;
        if (!Uri.TryCreate(parsed.GetValue(connection.Server), UriKind.Absolute, out var server))
        {
            return context.Fail("usage", "--server");
        }

        if (!Uri.TryCreate(parsed.GetValue(options.PublicUrl) ?? server.ToString(), UriKind.Absolute, out var publicUrl))
        {
            return context.Fail("usage", "--public-url");
        }

        if (options.ReadPkiUrl(parsed, publicUrl) is not { } pkiUrl)
        {
            return context.Fail("usage", "--pki-url");
        }

        using var until = supervised ? input!.LinkToSupervisor(cancellation) : CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            return await ConnectorHost.RunAsync(
                new ConnectorOptions
                {
                    DataFolder = parsed.GetRequiredValue(options.Data),
                    ServerUrl = server,
                    PublicUrl = publicUrl,
                    PkiUrl = pkiUrl,
                    ServerCertificate = parsed.GetValue(connection.ServerCertificate),
                    JoinCode = input is null ? null : input.ReadCodeAsync,
                    Mail = Mail(options, parsed),
                    Organization = parsed.GetRequiredValue(options.Organization),
                    LinkEnrollmentAddresses = parsed.GetValue(options.LinkAddresses) ?? [],
                    PassphraseFile = parsed.GetValue(options.PassphraseFile),
                },
                until.Token);
        }
        catch (IOException e)
        {
            return context.Fail("startFailed", detail: e.Message);
        }
    }

    private static ConnectorMailOptions Mail(ServeOptions options, ParseResult parsed) => new()
    {
        From = parsed.GetRequiredValue(options.MailFrom),
        SpoolFolder = parsed.GetValue(options.MailSpool),
        SmtpHost = parsed.GetValue(options.SmtpHost),
        SmtpPort = parsed.GetValue(options.SmtpPort),
        SmtpSecurity = parsed.GetValue(options.SmtpSecurity) switch { "tls" => SmtpSecurity.Tls, "none" => SmtpSecurity.None, _ => SmtpSecurity.StartTls },
        SmtpUserName = parsed.GetValue(options.SmtpUser),
        SmtpPasswordFile = parsed.GetValue(options.SmtpPasswordFile),
    };
}
