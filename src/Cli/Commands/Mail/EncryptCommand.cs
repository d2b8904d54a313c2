using System.CommandLine;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Mail;

namespace Chancery.Cli.Commands;

/// <summary><c>chancery mail encrypt</c>: encrypted, and with <c>--sign-with</c> signed before.</summary>
internal static class EncryptCommand
{
    public static Command Make(CliContext context)
    {
        var letter = new LetterOptions(context);
        var recipients = new RecipientOptions(context);
        var signer = new SignerOptions(context, "--sign-with", HelpWords.SignWith, isRequired: false);
        var explain = new Option<bool>("--explain") { Description = context.Say(HelpWords.ExplainChoice) };
        var command = signer.AddTo(recipients.AddTo(letter.AddTo(new Command("encrypt", context.Say(HelpWords.MailEncrypt)))));
        command.Options.Add(explain);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (signer.Add(parsed, letter.Settings(parsed)) is not { } signed
                || await recipients.AddAsync(parsed, signed, cancellation) is not { } settings)
            {
                return ExitCodes.Failed;
            }

            if (letter.Protect(parsed, settings, out var exit) is not { } mail)
            {
                return exit;
            }

            if (settings.Own is null)
            {
                context.Error.WriteLine(context.Say(MailWords.NotForAuthor));
            }

            if (parsed.GetValue(explain))
            {
                ChoiceText.Write(context, mail);
            }

            return Write(context, mail, letter.Output(parsed)) ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static bool Write(CliContext context, ProtectedMail mail, string output)
    {
        // Who is in Bcc has a message of his own; on a pipe nobody could tell where one ends.
        if (output == Files.Pipe && !mail.BlindCopies.IsEmpty)
        {
            context.Fail("mailBlindCopyNeedsFile");
            return false;
        }

        if (!context.WriteFile(output, mail.Message))
        {
            return false;
        }

        for (var i = 0; i < mail.BlindCopies.Length; i++)
        {
            var file = Path.Combine(Path.GetDirectoryName(output) ?? "", $"{Path.GetFileNameWithoutExtension(output)}.bcc-{i + 1}{Path.GetExtension(output)}");
            if (!context.WriteFile(file, mail.BlindCopies[i].Message))
            {
                return false;
            }

            context.Error.WriteLine(context.Say(MailWords.BlindCopy(VerdictText.Visible(mail.BlindCopies[i].Recipient.Certificate.Subject), file)));
        }

        return true;
    }
}
