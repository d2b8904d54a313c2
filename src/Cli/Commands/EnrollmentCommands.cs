using System.CommandLine;
using Chancery.Cli.Connection;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;

namespace Chancery.Cli.Commands;

/// <summary><c>chancery enrollment</c>.</summary>
internal static class EnrollmentCommands
{
    public static Command Make(ApiCommands api) => new("enrollment", api.Context.Say(HelpWords.Enrollment)) { Create(api) };

    private static Command Create(ApiCommands api)
    {
        var user = new Option<string>("--user") { Required = true, HelpName = "USER", Description = api.Context.Say(HelpWords.UserOrId) };
        var platform = new Option<string>("--platform") { Required = true, HelpName = "ios|macos", Description = api.Context.Say(HelpWords.Platform) };
        platform.AcceptOnlyFromAmong("ios", "macos");
        var link = new Option<bool>("--link") { Description = api.Context.Say(HelpWords.Link) };
        var command = new Command("create", api.Context.Say(HelpWords.EnrollmentCreate)) { user, platform, link };
        api.Act(command, async (client, parsed, cancellation) =>
        {
            var owner = await client.GetUserAsync(parsed.GetRequiredValue(user), cancellation);
            if (!owner.IsOk)
            {
                return api.Context.Fail(owner.Error);
            }

            var made = await client.CreateEnrollmentAsync(
                owner.Value.UserPrincipalName,
                parsed.GetRequiredValue(platform) == "ios" ? "iOS" : "macOS",
                parsed.GetValue(link) ? "link" : "mail",
                cancellation);
            return api.Print(parsed, made, enrollment =>
            [
                api.Context.Say(enrollment.Link is { } url ? ResultWords.EnrollmentByLink(url) : ResultWords.EnrollmentMailed(owner.Value.Address)),
                api.Context.Say(ResultWords.Next("chancery device list")),
            ]);
        });
        return command;
    }
}
