using System.CommandLine;
using System.Text;
using System.Text.Json;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Server;

namespace Chancery.Cli.Hosting;

/// <summary><c>chancery server</c>: the process that meets the net.</summary>
internal static class ServerCommand
{
    public static Command Make(CliContext context, ServeOptions options)
    {
        var command = new Command("server", context.Say(HelpWords.ServeServer)) { options.Supervised, options.JoinCodeStdin };
        foreach (var option in options.OfServer)
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellation) => RunAsync(context, options, parsed, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, ServeOptions options, ParseResult parsed, CancellationToken cancellation)
    {
        var supervised = parsed.GetValue(options.Supervised);
        var input = supervised || parsed.GetValue(options.JoinCodeStdin) ? new SupervisedInput() : null;
        if (Settings(context, options, parsed, input) is not { } settings)
        {
            return ExitCodes.Usage;
        }

        using var until = supervised ? input!.LinkToSupervisor(cancellation) : CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            await using var server = await ServerHost.StartAsync(settings with { Output = supervised ? null : context.Out }, until.Token);
            if (supervised)
            {
                await context.Out.WriteLineAsync(
                    JsonSerializer.Serialize(new ServerReady(server.Url, server.PkiUrl, server.TlsCertificateFile, server.AdminTokenFile)));
            }

            await server.WaitForShutdownAsync(until.Token);
            return ExitCodes.Done;
        }
        catch (IOException e)
        {
            return context.Fail("startFailed", detail: e.Message);
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            return ExitCodes.Done;
        }
    }

    private static ServerOptions? Settings(CliContext context, ServeOptions options, ParseResult parsed, SupervisedInput? input)
    {
        string? postgres = null;
        if (parsed.GetValue(options.PostgresFile) is { } file)
        {
            postgres = context.ReadFile(file) is { } bytes ? Encoding.UTF8.GetString(bytes).Trim() : null;
            if (postgres is null)
            {
                return null;
            }
        }

        if (!Uri.TryCreate(parsed.GetRequiredValue(options.Url), UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps)
        {
            context.Fail("usage", "--url");
            return null;
        }

        if (options.ReadPkiUrl(parsed, url) is not { } pkiUrl)
        {
            context.Fail("usage", "--pki-url");
            return null;
        }

        return new ServerOptions
        {
            DataFolder = parsed.GetRequiredValue(options.Data),
            Url = url,
            PkiUrl = pkiUrl,
            TlsCertificateFile = parsed.GetValue(options.TlsCertificate),
            TlsKeyFile = parsed.GetValue(options.TlsKey),
            PublishesRecipients = parsed.GetValue(options.RecipientLookup) != "off",
            PostgresConnectionString = postgres,
            JoinCode = input is null ? null : input.ReadCodeAsync,
            Organization = parsed.GetRequiredValue(options.Organization),
        };
    }
}

/// <summary>What a supervised server tells its supervisor, as one line of JSON, when it answers.</summary>
/// <param name="Url">The address it took.</param>
/// <param name="PkiUrl">The plain http address of <c>/pki</c>.</param>
/// <param name="TlsCertificateFile">The file of its TLS certificate.</param>
/// <param name="AdminTokenFile">The file of the administrator's token.</param>
internal sealed record ServerReady(Uri Url, Uri? PkiUrl, string TlsCertificateFile, string AdminTokenFile);
