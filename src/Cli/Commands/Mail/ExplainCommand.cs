using System.CommandLine;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Mail;

namespace Chancery.Cli.Commands;

/// <summary><c>chancery mail explain</c>: in words, why a message cannot be read or trusted, and what to do. Exits with 0 when it could be looked at.</summary>
internal static class ExplainCommand
{
    private sealed record Report(bool CanBeRead, VerdictReport Verdict, IReadOnlyList<ReasonEntry> Reasons);

    public static Command Make(CliContext context, Option<bool> json)
    {
        var reading = new ReadingOptions(context);
        var trust = new TrustOptions(context);
        var command = trust.AddTo(reading.AddTo(new Command("explain", context.Say(HelpWords.MailExplain))));
        command.Options.Add(json);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (reading.Message(parsed) is not { } message || reading.Keys(parsed) is not { } keys)
            {
                return ExitCodes.Failed;
            }

            using (keys)
            {
                if (trust.Settings(parsed, keys, reading.Policy(parsed)) is not { } settings)
                {
                    return ExitCodes.Failed;
                }

                var complete = await OnlineEvidence.CompleteAsync(context, message, settings, trust.Fetching(parsed), cancellation);
                Show(context, MailExplanation.Explain(message, complete), parsed.GetValue(json));
                return ExitCodes.Done;
            }
        });
        return command;
    }

    private static void Show(CliContext context, MailExplanation explanation, bool json)
    {
        if (json)
        {
            context.WriteJson(new Report(
                explanation.CanBeRead, VerdictReport.Of(context, explanation.Verdict),
                [.. explanation.Reasons.Select(reason => ReasonEntry.Of(context, reason))]));
            return;
        }

        context.Out.WriteLine(context.Say(explanation.CanBeRead ? MailWords.CanBeRead : MailWords.CannotBeRead));
        VerdictText.Write(context, explanation.Verdict with { Reasons = explanation.Reasons });
    }
}
