using System.CommandLine;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Mail;

namespace Chancery.Cli.Commands;

/// <summary><c>chancery mail verify</c>: the verdict on a signed message; exit code 0 for <c>valid</c> alone.</summary>
internal static class VerifyCommand
{
    public static Command Make(CliContext context, Option<bool> json)
    {
        var reading = new ReadingOptions(context);
        var trust = new TrustOptions(context);
        var output = new Option<string?>("--out") { HelpName = "FILE", Description = context.Say(HelpWords.OutSigned) };
        var command = trust.AddTo(reading.AddTo(new Command("verify", context.Say(HelpWords.MailVerify))));
        command.Options.Add(output);
        command.Options.Add(json);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (reading.Message(parsed) is not { } message || reading.Keys(parsed) is not { } keys)
            {
                return ExitCodes.Failed;
            }

            using (keys)
            {
                return trust.Settings(parsed, keys, reading.Policy(parsed)) is { } settings
                    ? Show(
                        context, await OnlineEvidence.VerifyAsync(context, message, settings, trust.Fetching(parsed), cancellation), parsed.GetValue(output),
                        parsed.GetValue(json))
                    : ExitCodes.Failed;
            }
        });
        return command;
    }

    private static int Show(CliContext context, MailVerdict verdict, string? output, bool json)
    {
        var report = VerdictReport.Of(context, verdict);
        if (verdict.Verdict == Verdict.Valid && output is not null && !context.WriteFile(output, verdict.SignedContent.ToArray()))
        {
            return ExitCodes.Failed;
        }

        if (json)
        {
            context.WriteJson(report);
        }
        else
        {
            VerdictText.Write(context, verdict);
        }

        return verdict.Verdict == Verdict.Valid ? ExitCodes.Done : context.Fail("mailSignatureNotValid");
    }
}
