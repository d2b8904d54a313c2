using System.CommandLine;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;

namespace Chancery.Cli.Connection;

/// <summary>The options that say which server, and how it is known; every command that speaks to one has them.</summary>
internal sealed class ConnectionOptions(CliContext context)
{
    public Option<string?> Server { get; } = new("--server") { Recursive = true, HelpName = "URL", Description = context.Say(HelpWords.Server) };

    public Option<string?> TokenFile { get; } = new("--token-file") { Recursive = true, HelpName = "FILE", Description = context.Say(HelpWords.TokenFile) };

    public Option<string?> ServerCertificate { get; } = new("--server-cert")
    {
        Recursive = true,
        HelpName = "SHA256|FILE",
        Description = context.Say(HelpWords.ServerCertificate),
    };

    public Option<string?> VaultCertificate { get; } = new("--vault-cert")
    {
        Recursive = true,
        HelpName = "SHA256",
        Description = context.Say(HelpWords.VaultCertificate),
    };

    public Option<bool> Json { get; } = new("--json") { Recursive = true, Description = context.Say(HelpWords.Json) };

    /// <summary>The origin of an https address; null where it is none.</summary>
    public static Uri? ParseServer(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps ? new Uri(uri.GetLeftPart(UriPartial.Authority)) : null;

    /// <summary>Gives a command, and all under it, these options.</summary>
    public Command AddTo(Command command)
    {
        foreach (var option in new Option[] { Server, TokenFile, ServerCertificate, VaultCertificate, Json })
        {
            command.Options.Add(option);
        }

        return command;
    }
}
