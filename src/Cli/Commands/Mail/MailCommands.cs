using System.CommandLine;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;

namespace Chancery.Cli.Commands;

/// <summary><c>chancery mail</c>: S/MIME over files and pipes.</summary>
internal static class MailCommands
{
    public static Command Make(CliContext context, Option<bool> json) => new("mail", context.Say(HelpWords.MailGroup))
    {
        SignCommand.Make(context),
        EncryptCommand.Make(context),
        VerifyCommand.Make(context, json),
        DecryptCommand.Make(context, json),
        InspectCommand.Make(context, json),
        ExplainCommand.Make(context, json),
    };
}
