using System.CommandLine;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;

namespace Chancery.Cli.Connection;

/// <summary>The options that say which server, and how it is known; every command has them.</summary>
internal sealed class ConnectionOptions(CliContext context)
{
    public Option<string?> Server { get; } = new("--server") { Recursive = true, HelpName = "URL", Description = context.Say(HelpWords.Server) };

    public Option<string?> TokenFile { get; } = new("--token-file") { Recursive = true, HelpName = "FILE", Description = context.Say(HelpWords.TokenFile) };

    public Option<string?> ServerCertificate { get; } = new("--server-cert")
    {
        Recursive = true, HelpName = "SHA256|FILE", Description = context.Say(HelpWords.ServerCertificate),
    };

    public Option<string?> VaultCertificate { get; } = new("--vault-cert")
    {
        Recursive = true, HelpName = "SHA256", Description = context.Say(HelpWords.VaultCertificate),
    };

    public Option<bool> Json { get; } = new("--json") { Recursive = true, Description = context.Say(HelpWords.Json) };

    public void AddTo(RootCommand root)
    {
        foreach (var option in new Option[] { Server, TokenFile, ServerCertificate, VaultCertificate, Json })
        {
            root.Options.Add(option);
        }
    }
}
