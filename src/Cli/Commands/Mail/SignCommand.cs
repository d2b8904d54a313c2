using System.CommandLine;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;

namespace Chancery.Cli.Commands;

/// <summary><c>chancery mail sign</c>.</summary>
internal static class SignCommand
{
    public static Command Make(CliContext context)
    {
        var letter = new LetterOptions(context);
        var signer = new SignerOptions(context, "--identity", HelpWords.Identity, isRequired: true);
        var command = signer.AddTo(letter.AddTo(new Command("sign", context.Say(HelpWords.MailSign))));
        command.SetAction(parsed =>
        {
            if (signer.Add(parsed, letter.Settings(parsed)) is not { } settings)
            {
                return ExitCodes.Failed;
            }

            return letter.Protect(parsed, settings with { Own = null }, out var exit) is not { } mail ? exit
                : context.WriteFile(letter.Output(parsed), mail.Message) ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }
}
