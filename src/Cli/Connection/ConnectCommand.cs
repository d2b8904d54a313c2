using System.CommandLine;
using System.Security.Cryptography;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Client;

namespace Chancery.Cli.Connection;

/// <summary><c>chancery connect</c>: tries a connection, pins the vault's certificate, and writes both down.</summary>
internal static class ConnectCommand
{
    public static Command Make(ApiCommands api)
    {
        var command = new Command("connect", api.Context.Say(HelpWords.Connect)) { api.ServerArgument };
        command.Validators.Add(result =>
        {
            // A misspelt option would be taken for the address.
            if (result.GetValue(api.ServerArgument) is { } url && url.StartsWith('-'))
            {
                result.AddError(api.Context.Say(ResultWords.Unrecognised(url)));
            }
            else if (result.GetValue(api.ServerArgument) is not null && result.GetValue(api.ServerOption) is not null)
            {
                result.AddError(api.Context.Say(ResultWords.ServerTwice));
            }
        });
        api.Act(command, (client, parsed, cancellation) => ConnectAsync(api, client, parsed, cancellation));
        return command;
    }

    private static async Task<int> ConnectAsync(ApiCommands api, ChanceryClient client, ParseResult parsed, CancellationToken cancellation)
    {
        var vault = await client.GetVaultCertificateAsync(cancellation);
        if (!vault.IsOk)
        {
            return api.Context.Fail(vault.Error);
        }

        using var certificate = vault.Value;
        var connection = api.Resolve(parsed)!;
        var pinned = connection with
        {
            TokenFile = Path.GetFullPath(connection.TokenFile),
            ServerCertificate = connection.ServerCertificate is { } pin && File.Exists(pin) ? Path.GetFullPath(pin) : connection.ServerCertificate,
            VaultCertificate = Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span)),
        };
        var store = new ConnectionStore(api.Context.ConfigFolder);
        store.Save(pinned);
        return api.Print<ChanceryConnection>(parsed, pinned, _ =>
        [
            api.Context.Say(ResultWords.Connected(pinned.Server.Authority, store.Path)),
            api.Context.Say(ResultWords.VaultPinned(pinned.VaultCertificate)),
        ]);
    }
}
