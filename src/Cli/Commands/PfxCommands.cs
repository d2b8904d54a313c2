using System.CommandLine;
using Chancery.Cli.Connection;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Client;

namespace Chancery.Cli.Commands;

/// <summary><c>chancery pfx</c>.</summary>
internal static class PfxCommands
{
    public static Command Make(ApiCommands api) => new("pfx", api.Context.Say(HelpWords.Pfx)) { Import(api), List(api) };

    private static Command Import(ApiCommands api)
    {
        var file = new Argument<string>("FILE") { Description = api.Context.Say(HelpWords.PfxFile) };
        var user = new Option<string>("--user") { Required = true, HelpName = "USER", Description = api.Context.Say(HelpWords.UserOrId) };
        var purpose = new Option<string>("--purpose")
        {
            Required = true,
            HelpName = "smimeEncryption|smimeSigning",
            Description = api.Context.Say(HelpWords.Purpose),
        };
        purpose.AcceptOnlyFromAmong("smimeEncryption", "smimeSigning");
        var password = new Option<string>("--password-file") { Required = true, HelpName = "FILE", Description = api.Context.Say(HelpWords.PasswordFile) };
        var former = new Option<string[]>("--former-address") { HelpName = "ADDRESS", Description = api.Context.Say(HelpWords.FormerAddress) };
        var address = new Option<string?>("--owner-address") { HelpName = "ADDRESS", Description = api.Context.Say(HelpWords.OwnerAddress) };
        var command = new Command("import", api.Context.Say(HelpWords.PfxImport)) { file, user, purpose, password, former, address };
        api.Act(command, async (client, parsed, cancellation) =>
        {
            // Without a pin the server could show a key of its own, and read what is imported.
            if (api.Resolve(parsed)!.VaultCertificate is null)
            {
                return api.Context.Fail("vaultCertificateNotPinned");
            }

            if (api.Context.ReadFile(parsed.GetRequiredValue(file)) is not { } pfx
                || api.Context.ReadSecret(parsed.GetRequiredValue(password)) is not { } secret)
            {
                return ExitCodes.Failed;
            }

            var owner = await client.GetUserAsync(parsed.GetRequiredValue(user), cancellation);
            var said = parsed.GetValue(address) ?? parsed.GetRequiredValue(user);
            if (owner.IsOk && !IsVouchedFor(owner.Value, said, parsed.GetValue(address), parsed.GetValue(former)))
            {
                return api.Context.Fail("ownerAddressNotConfirmed", "--owner-address", owner.Value.Address);
            }

            var imported = owner.IsOk
                ? await client.ImportPfxAsync(
                    new PfxImport(pfx, secret, owner.Value, parsed.GetRequiredValue(purpose), parsed.GetValue(former) ?? []), cancellation)
                : owner.Error;
            return api.Print(parsed, imported, made => Lines(api, made));
        });
        return command;
    }

    /// <summary>
    /// The seal names the owner's address, and the server is asked for it: the connector then wants it in the certificate. A former address
    /// lets a certificate without it pass, so that whoever imports must have said the address himself.
    /// </summary>
    private static bool IsVouchedFor(ClientUser owner, string said, string? address, string[]? former) =>
        (address is null && former is not { Length: > 0 }) || string.Equals(said.Trim(), owner.Address, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Lines(ApiCommands api, ClientUserPfxCertificate made)
    {
        yield return api.Context.Say(ResultWords.PfxImported(made.Thumbprint, made.UserPrincipalName, made.IntendedPurpose));
        foreach (var code in made.Warnings ?? [])
        {
            var entry = Domain.ErrorCatalogue.TryFind(code);
            yield return api.Context.Say(ResultWords.Warning(entry?.English.Message ?? code, entry?.French.Message ?? code));
        }
    }

    private static Command List(ApiCommands api)
    {
        var user = new Option<string?>("--user") { HelpName = "USER", Description = api.Context.Say(HelpWords.OfUser) };
        var command = new Command("list", api.Context.Say(HelpWords.PfxList)) { user };
        api.Act(command, async (client, parsed, cancellation) => api.PrintTable(
            parsed,
            await client.ListUserPfxCertificatesAsync(parsed.GetValue(user), cancellation),
            [
                api.Context.Say(ColumnWords.User), api.Context.Say(ColumnWords.Purpose), api.Context.Say(ColumnWords.Until),
                api.Context.Say(ColumnWords.Thumbprint),
            ],
            pfx => [pfx.UserPrincipalName, pfx.IntendedPurpose, pfx.ExpirationDateTime?.ToString("yyyy-MM-dd", null), pfx.Thumbprint]));
        return command;
    }
}
