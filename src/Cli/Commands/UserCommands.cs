using System.CommandLine;
using Chancery.Cli.Connection;
using Chancery.Cli.Words;
using Chancery.Client;

namespace Chancery.Cli.Commands;

/// <summary><c>chancery user</c>.</summary>
internal static class UserCommands
{
    public static Command Make(ApiCommands api) => new("user", api.Context.Say(HelpWords.User)) { Add(api), Set(api), List(api) };

    private static Command Add(ApiCommands api)
    {
        var name = new Argument<string>("USER") { Description = api.Context.Say(HelpWords.UserPrincipalName) };
        var mail = new Option<string?>("--mail") { HelpName = "ADDRESS", Description = api.Context.Say(HelpWords.Mail) };
        var display = new Option<string?>("--display-name") { HelpName = "NAME", Description = api.Context.Say(HelpWords.DisplayName) };
        var given = new Option<string?>("--given-name") { HelpName = "NAME", Description = api.Context.Say(HelpWords.GivenName) };
        var surname = new Option<string?>("--surname") { HelpName = "NAME", Description = api.Context.Say(HelpWords.Surname) };
        var language = new Option<string?>("--language") { HelpName = "en|fr", Description = api.Context.Say(HelpWords.Language) };
        language.AcceptOnlyFromAmong("en", "fr");
        var command = new Command("add", api.Context.Say(HelpWords.UserAdd)) { name, mail, display, given, surname, language };
        api.Act(command, async (client, parsed, cancellation) =>
        {
            var user = new ClientUser
            {
                UserPrincipalName = parsed.GetRequiredValue(name),
                // Certificates and letters need an address, and the sign-in name is most often one.
                Mail = parsed.GetValue(mail) ?? parsed.GetRequiredValue(name),
                DisplayName = parsed.GetValue(display),
                GivenName = parsed.GetValue(given),
                Surname = parsed.GetValue(surname),
                PreferredLanguage = parsed.GetValue(language),
            };
            return api.Print(parsed, await client.CreateUserAsync(user, cancellation), made =>
            [
                api.Context.Say(ResultWords.UserAdded(made.UserPrincipalName, made.Id!)),
                api.Context.Say(ResultWords.Next($"chancery enrollment create --user {made.UserPrincipalName} --platform ios|macos")),
            ]);
        });
        return command;
    }

    private static Command Set(ApiCommands api)
    {
        var name = new Argument<string>("USER") { Description = api.Context.Say(HelpWords.UserOrId) };
        var mail = new Option<string?>("--mail") { HelpName = "ADDRESS", Description = api.Context.Say(HelpWords.NewMail) };
        var display = new Option<string?>("--display-name") { HelpName = "NAME", Description = api.Context.Say(HelpWords.DisplayName) };
        var language = new Option<string?>("--language") { HelpName = "en|fr", Description = api.Context.Say(HelpWords.Language) };
        language.AcceptOnlyFromAmong("en", "fr");
        var command = new Command("set", api.Context.Say(HelpWords.UserSet)) { name, mail, display, language };
        command.Validators.Add(result =>
        {
            if (result.GetValue(mail) is null && result.GetValue(display) is null && result.GetValue(language) is null)
            {
                result.AddError(api.Context.Say(ResultWords.SetSomething));
            }
        });
        api.Act(command, async (client, parsed, cancellation) => api.Print(
            parsed,
            await client.UpdateUserAsync(
                parsed.GetRequiredValue(name),
                new UserChange { Mail = parsed.GetValue(mail), DisplayName = parsed.GetValue(display), PreferredLanguage = parsed.GetValue(language) },
                cancellation),
            made => [api.Context.Say(ResultWords.UserSet(made.UserPrincipalName))]));
        return command;
    }

    private static Command List(ApiCommands api)
    {
        var command = new Command("list", api.Context.Say(HelpWords.UserList));
        api.Act(command, async (client, parsed, cancellation) => api.PrintTable(
            parsed,
            await client.ListUsersAsync(cancellation),
            [api.Context.Say(ColumnWords.User), api.Context.Say(ColumnWords.Mail), api.Context.Say(ColumnWords.Name), api.Context.Say(ColumnWords.Id)],
            user => [user.UserPrincipalName, user.Mail, user.DisplayName, user.Id]));
        return command;
    }
}
