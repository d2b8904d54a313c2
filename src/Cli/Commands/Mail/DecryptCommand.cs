using System.CommandLine;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Mail;

namespace Chancery.Cli.Commands;

/// <summary><c>chancery mail decrypt</c>: what was inside the encryption.</summary>
internal static class DecryptCommand
{
    private sealed record Report(string? From, string Confidentiality, CertificateEntry? OpenedWith, bool IsSigned, string? Text);

    public static Command Make(CliContext context, Option<bool> json)
    {
        var reading = new ReadingOptions(context);
        var output = new Option<string?>("--out") { HelpName = "FILE", Description = context.Say(HelpWords.OutText) };
        var keepSignature = new Option<bool>("--keep-signature") { Description = context.Say(HelpWords.KeepSignature) };
        var command = reading.AddTo(new Command("decrypt", context.Say(HelpWords.MailDecrypt)), needsKeys: true);
        command.Options.Add(output);
        command.Options.Add(keepSignature);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            if (reading.Keys(parsed) is not { } keys)
            {
                return ExitCodes.Failed;
            }

            using (keys)
            {
                if (parsed.GetValue(output) is { } large && large != Files.Pipe && reading.LargeFile(parsed) is { } file)
                {
                    return LargeDecryption.Run(context, file, large, keys, reading.Policy(parsed));
                }

                if (reading.Message(parsed) is not { } message)
                {
                    return ExitCodes.Failed;
                }

                var opened = MailDecryption.Decrypt(message, keys, reading.Policy(parsed));
                return !opened.IsOk ? context.Fail(opened.Error)
                    : opened.Value.Confidentiality == Confidentiality.None ? context.Fail("mailNotEncrypted")
                    : Show(context, opened.Value, parsed.GetValue(output), parsed.GetValue(keepSignature), parsed.GetValue(json));
            }
        });
        return command;
    }

    private static int Show(CliContext context, DecryptedMessage message, string? output, bool keepSignature, bool json)
    {
        var bytes = (keepSignature ? message.Encrypted : message.Content).ToArray();
        if (output is not null && !context.WriteFile(output, bytes))
        {
            return ExitCodes.Failed;
        }

        if (json)
        {
            context.WriteJson(new Report(
                message.From, VerdictReport.Camel(message.Confidentiality), CertificateEntry.Of(message.OpenedWith), message.IsSigned,
                output is null ? message.Text : null));
            return ExitCodes.Done;
        }

        Say(context, message);
        if (output is null)
        {
            // What is text is shown as text; what is not goes through a pipe as it is.
            return message.Text is { Length: > 0 } text && !keepSignature ? Print(context, text) : context.WriteRaw(bytes) ? ExitCodes.Done : ExitCodes.Failed;
        }

        return ExitCodes.Done;
    }

    private static int Print(CliContext context, string text)
    {
        context.Out.WriteLine(context.IsFancy ? VerdictText.Printable(text.TrimEnd()) : text.TrimEnd());
        return ExitCodes.Done;
    }

    private static void Say(CliContext context, DecryptedMessage message)
    {
        if (message.From is { } from)
        {
            context.Error.WriteLine(context.Say(MailWords.From(VerdictText.Visible(from))));
        }

        context.Error.WriteLine(context.Say(MailWords.Hidden(message.Confidentiality)));
        if (message.OpenedWith is { } certificate)
        {
            context.Error.WriteLine(context.Say(MailWords.OpenedWith(VerdictText.Visible(certificate.Subject))));
        }

        context.Error.WriteLine(context.Say(message.IsSigned ? MailWords.TrustNotChecked : MailWords.NotSigned));
    }
}
