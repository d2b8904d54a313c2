using System.CommandLine;
using Chancery.Cli.Connection;
using Chancery.Cli.Words;
using Chancery.Client;

namespace Chancery.Cli.Commands;

/// <summary><c>chancery profile</c>.</summary>
internal static class ProfileCommands
{
    public static Command Make(ApiCommands api) => new("profile", api.Context.Say(HelpWords.Profile))
    {
        ProfileCreateCommands.Make(api), Assign(api), List(api),
    };

    private static Command Assign(ApiCommands api)
    {
        var profile = new Argument<string>("PROFILE") { Description = api.Context.Say(HelpWords.ProfileOrId) };
        var users = new Option<bool>("--all-users") { Description = api.Context.Say(HelpWords.AllUsers) };
        var devices = new Option<bool>("--all-devices") { Description = api.Context.Say(HelpWords.AllDevices) };
        var groups = new Option<string[]>("--group") { HelpName = "GROUP", Description = api.Context.Say(HelpWords.ToGroup) };
        var excluded = new Option<string[]>("--exclude-group") { HelpName = "GROUP", Description = api.Context.Say(HelpWords.ExcludeGroup) };
        var nobody = new Option<bool>("--nobody") { Description = api.Context.Say(HelpWords.Nobody) };
        var command = new Command("assign", api.Context.Say(HelpWords.ProfileAssign)) { profile, users, devices, groups, excluded, nobody };
        command.Validators.Add(result =>
        {
            var any = result.GetValue(users) || result.GetValue(devices) || result.GetValue(groups) is { Length: > 0 };
            if (any == result.GetValue(nobody))
            {
                result.AddError(api.Context.Say(ResultWords.AssignToSomebody));
            }
        });
        api.Act(command, async (client, parsed, cancellation) =>
        {
            var found = await client.FindProfileAsync(parsed.GetRequiredValue(profile), cancellation);
            var targets = new List<AssignmentTarget>();
            AddPlain(targets, parsed.GetValue(users), AssignmentTargetKind.AllUsers);
            AddPlain(targets, parsed.GetValue(devices), AssignmentTargetKind.AllDevices);
            var failure = found.Error
                ?? await AddGroupsAsync(client, targets, parsed.GetValue(groups), AssignmentTargetKind.Group, cancellation)
                ?? await AddGroupsAsync(client, targets, parsed.GetValue(excluded), AssignmentTargetKind.ExclusionGroup, cancellation);
            var assigned = failure is null ? await client.AssignProfileAsync(found.Value.Id, targets, cancellation) : failure;
            return api.Print(parsed, assigned, _ => [api.Context.Say(ResultWords.ProfileAssigned(found.Value.DisplayName, targets.Count))]);
        });
        return command;
    }

    private static void AddPlain(List<AssignmentTarget> targets, bool asked, AssignmentTargetKind kind)
    {
        if (asked)
        {
            targets.Add(new AssignmentTarget(kind));
        }
    }

    private static async Task<ApiError?> AddGroupsAsync(
        ChanceryClient client, List<AssignmentTarget> targets, string[]? names, AssignmentTargetKind kind, CancellationToken cancellation)
    {
        foreach (var name in names ?? [])
        {
            var group = await client.FindGroupAsync(name, cancellation);
            if (!group.IsOk)
            {
                return group.Error;
            }

            targets.Add(new AssignmentTarget(kind, group.Value.Id));
        }

        return null;
    }

    private static Command List(ApiCommands api)
    {
        var command = new Command("list", api.Context.Say(HelpWords.ProfileList));
        api.Act(command, async (client, parsed, cancellation) => api.PrintTable(
            parsed,
            await client.ListProfilesAsync(cancellation),
            [api.Context.Say(ColumnWords.Name), api.Context.Say(ColumnWords.Kind), api.Context.Say(ColumnWords.Version), api.Context.Say(ColumnWords.Id)],
            profile => [profile.DisplayName, Kind(profile), profile.Version.ToString((IFormatProvider?)null), profile.Id]));
        return command;
    }

    // The word it was created with.
    private static string? Kind(ClientProfile profile) => profile.ODataType switch
    {
        "#chancery.trustedCertificateProfile" => "trusted",
        "#chancery.pkcsCertificateProfile" => "pkcs",
        "#chancery.importedPfxProfile" => "imported",
        "#chancery.emailProfile" => "email",
        var other => other,
    };
}
