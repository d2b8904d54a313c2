using System.CommandLine;
using Chancery.Cli.Connection;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Client;

namespace Chancery.Cli.Commands;

/// <summary><c>chancery group</c>.</summary>
internal static class GroupCommands
{
    public static Command Make(ApiCommands api) => new("group", api.Context.Say(HelpWords.Group)) { Create(api), AddMember(api), List(api) };

    private static Command Create(ApiCommands api)
    {
        var name = new Argument<string>("NAME") { Description = api.Context.Say(HelpWords.GroupName) };
        var description = new Option<string?>("--description") { HelpName = "TEXT", Description = api.Context.Say(HelpWords.Description) };
        var command = new Command("create", api.Context.Say(HelpWords.GroupCreate)) { name, description };
        api.Act(command, async (client, parsed, cancellation) =>
        {
            var group = new ClientGroup { DisplayName = parsed.GetRequiredValue(name), Description = parsed.GetValue(description) };
            return api.Print(
                parsed, await client.CreateGroupAsync(group, cancellation), made => [api.Context.Say(ResultWords.GroupCreated(made.DisplayName, made.Id!))]);
        });
        return command;
    }

    private static Command AddMember(ApiCommands api)
    {
        var group = new Argument<string>("GROUP") { Description = api.Context.Say(HelpWords.GroupOrId) };
        var user = new Option<string>("--user") { Required = true, HelpName = "USER", Description = api.Context.Say(HelpWords.UserOrId) };
        var command = new Command("add-member", api.Context.Say(HelpWords.GroupAddMember)) { group, user };
        api.Act(command, async (client, parsed, cancellation) =>
        {
            var found = await client.FindGroupAsync(parsed.GetRequiredValue(group), cancellation);
            var member = found.IsOk ? await client.GetUserAsync(parsed.GetRequiredValue(user), cancellation) : found.Error;
            if (!member.IsOk)
            {
                return api.Context.Fail(member.Error);
            }

            var added = await client.AddGroupMemberAsync(found.Value.Id!, member.Value.Id!, cancellation);
            return api.Print(parsed, added, _ => [api.Context.Say(ResultWords.MemberAdded(member.Value.UserPrincipalName, found.Value.DisplayName))]);
        });
        return command;
    }

    private static Command List(ApiCommands api)
    {
        var command = new Command("list", api.Context.Say(HelpWords.GroupList));
        api.Act(command, async (client, parsed, cancellation) => api.PrintTable(
            parsed,
            await client.ListGroupsAsync(cancellation),
            [api.Context.Say(ColumnWords.Name), api.Context.Say(ColumnWords.Description), api.Context.Say(ColumnWords.Id)],
            group => [group.DisplayName, group.Description, group.Id]));
        return command;
    }
}
