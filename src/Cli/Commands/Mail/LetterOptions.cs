using System.CommandLine;
using System.Text;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Mail;

namespace Chancery.Cli.Commands;

/// <summary>The options with which mail is written: a message that exists, or a text to make one of; where it goes; how its header is treated.</summary>
internal sealed class LetterOptions(CliContext context)
{
    private readonly Argument<string> _file = new("FILE") { Description = context.Say(HelpWords.LetterFile) };
    private readonly Option<string?> _from = new("--from") { HelpName = "ADDRESS", Description = context.Say(HelpWords.From) };

    private readonly Option<string[]> _to = ManyValues.Option("--to", "ADDRESS", context.Say(HelpWords.To));

    private readonly Option<string?> _subject = new("--subject") { HelpName = "TEXT", Description = context.Say(HelpWords.MailSubject) };
    private readonly Option<string?> _headers = new("--headers") { HelpName = "MODE", Description = context.Say(HelpWords.Headers) };
    private readonly Option<string?> _policy = new("--policy") { HelpName = "POLICY", Description = context.Say(HelpWords.Policy) };
    private readonly Option<string?> _out = new("--out") { HelpName = "FILE", Description = context.Say(HelpWords.OutEml) };

    /// <summary>Gives a command these options.</summary>
    public Command AddTo(Command command)
    {
        _headers.AcceptOnlyFromAmong("none", "protected", "legacy");
        _policy.AcceptOnlyFromAmong("compatible", "modern", "strict");
        command.Arguments.Add(_file);
        foreach (var option in new Option[] { _from, _to, _subject, _headers, _policy, _out })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            var makes = result.GetValue(_from) is not null;
            if (makes != result.GetValue(_to) is { Length: > 0 } || (!makes && result.GetValue(_subject) is not null))
            {
                result.AddError(context.Say(MailWords.FromWithTo));
            }
        });
        return command;
    }

    /// <summary>What the options say of protection; signers and recipients are the command's.</summary>
    public ProtectionSettings Settings(ParseResult parsed) => new()
    {
        SigningTime = context.Time.GetUtcNow(),
        Policy = parsed.GetValue(_policy) switch
        {
            "modern" => MailPolicy.Modern,
            "strict" => MailPolicy.Strict,
            _ => MailPolicy.Compatible,
        },
        Headers = parsed.GetValue(_headers) switch
        {
            "none" => HeaderProtection.None,
            "protected" => HeaderProtection.Protected,
            _ => HeaderProtection.ProtectedWithLegacyDisplay,
        },
    };

    /// <summary>Where the mail goes.</summary>
    public string Output(ParseResult parsed) => parsed.GetValue(_out) ?? Files.Pipe;

    /// <summary>Protects what is named.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="settings">How.</param>
    /// <param name="exit">The exit code of the failure.</param>
    /// <returns>The mail; null after the failure was printed.</returns>
    public ProtectedMail? Protect(ParseResult parsed, ProtectionSettings settings, out int exit)
    {
        exit = ExitCodes.Failed;
        if (context.ReadFile(parsed.GetRequiredValue(_file)) is not { } bytes)
        {
            return null;
        }

        var written = parsed.GetValue(_from) is { } from
            ? SecureMail.Protect(
                new MailDraft(from, parsed.GetRequiredValue(_to), parsed.GetValue(_subject) ?? "", Encoding.UTF8.GetString(bytes), context.Time.GetUtcNow()), settings)
            : SecureMail.Protect(bytes, settings);
        if (!written.IsOk)
        {
            exit = context.Fail(written.Error);
            return null;
        }

        return written.Value;
    }
}
