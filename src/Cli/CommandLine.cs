using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Chancery.Cli.Commands;
using Chancery.Cli.Connection;
using Chancery.Cli.Demo;
using Chancery.Cli.Hosting;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;

namespace Chancery.Cli;

/// <summary>The command line: the tree of commands, and how it is run.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] arguments, CliContext context, CancellationToken cancellation)
    {
        // Who types the name alone wants to know what there is.
        var parsed = Make(context).Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
        {
            return FailUsage(context, parsed);
        }

        return await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = context.Out,
                Error = context.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromSeconds(15),
            },
            cancellation);
    }

    private static RootCommand Make(CliContext context)
    {
        var connection = new ConnectionOptions(context);
        var serve = new ServeOptions(context);
        var api = new ApiCommands(context, connection);
        var root = new RootCommand(context.Say(HelpWords.Root))
        {
            ServeCommand.Make(context, serve),
            ServerCommand.Make(context, serve),
            ConnectorCommand.Make(context, serve, connection),
            DemoCommand.Make(context),
            connection.AddTo(ConnectCommand.Make(api)),
            connection.AddTo(UserCommands.Make(api)),
            connection.AddTo(GroupCommands.Make(api)),
            connection.AddTo(PfxCommands.Make(api)),
            connection.AddTo(ProfileCommands.Make(api)),
            connection.AddTo(EnrollmentCommands.Make(api)),
            connection.AddTo(DeviceCommands.Make(api)),
            MailCommands.Make(context, connection.Json),
            SimulateCommand.Make(context),
        };
        foreach (var option in root.Options)
        {
            option.Description = option switch
            {
                HelpOption => context.Say(HelpWords.ShowHelp),
                VersionOption => context.Say(HelpWords.ShowVersion),
                _ => option.Description,
            };
        }

        return root;
    }

    private static int FailUsage(CliContext context, ParseResult parsed)
    {
        foreach (var error in parsed.Errors.Select(error => error.Message).Distinct())
        {
            context.Error.WriteLine($"{context.Say(CommonWords.Error)}{Line(error)} [usage]");
        }

        context.Error.WriteLine($"{context.Say(CommonWords.Hint)}{context.Say(CommonWords.See($"{Path(parsed.CommandResult)} --help"))}");
        return ExitCodes.Usage;
    }

    private static string Line(string message)
    {
        var line = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        return char.ToLowerInvariant(line[0]) + line[1..];
    }

    // The root's own name is that of the program that runs it: under a test another's.
    private static string Path(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{Path(parent)} {command.Command.Name}" : "chancery";
}
