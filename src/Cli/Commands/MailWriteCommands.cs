using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Mail;
using Chancery.Pki;

namespace Chancery.Cli.Commands;

/// <summary><c>chancery mail sign</c> and <c>encrypt</c>: a text file becomes a mail.</summary>
internal static class MailWriteCommands
{
    private sealed record Letter(Argument<string> Text, Option<string> From, Option<string[]> To, Option<string> Subject, Option<string> Out);

    public static Command Sign(CliContext context)
    {
        var letter = MakeLetter(context);
        var identity = new Option<string>("--identity") { Required = true, HelpName = "P12", Description = context.Say(HelpWords.Identity) };
        var password = new Option<string?>("--password-file") { HelpName = "FILE", Description = context.Say(HelpWords.PasswordFile) };
        var preferred = new Option<string?>("--encryption-certificate") { HelpName = "FILE", Description = context.Say(HelpWords.PreferredCertificate) };
        var command = MakeCommand("sign", context.Say(HelpWords.MailSign), letter, [identity, password, preferred]);
        command.SetAction(parsed =>
        {
            if (Identities.Read(context, [parsed.GetRequiredValue(identity)], parsed.GetValue(password)) is not [var first, ..]
                || ReadDraft(context, parsed, letter) is not { } draft)
            {
                return ExitCodes.Failed;
            }

            var certificate = parsed.GetValue(preferred) is { } file ? ReadCertificate(context, file) : null;
            return certificate is null && parsed.GetValue(preferred) is not null
                ? ExitCodes.Failed
                : Write(
                    context, SecureMail.Sign(draft, new MailSigner(first.Certificate, first.Key, first.Chain, certificate)),
                    parsed.GetRequiredValue(letter.Out));
        });
        return command;
    }

    public static Command Encrypt(CliContext context)
    {
        var letter = MakeLetter(context);
        var recipients = new Option<string[]>("--recipient")
        {
            Required = true,
            HelpName = "CERTIFICATE",
            Description = context.Say(HelpWords.Recipient),
            AllowMultipleArgumentsPerToken = true,
        };
        var command = MakeCommand("encrypt", context.Say(HelpWords.MailEncrypt), letter, [recipients]);
        command.SetAction(parsed =>
        {
            var certificates = parsed.GetRequiredValue(recipients).Select(file => ReadCertificate(context, file)).ToArray();
            return certificates.All(one => one is not null) && ReadDraft(context, parsed, letter) is { } draft
                ? Write(context, SecureMail.Encrypt(draft, certificates!), parsed.GetRequiredValue(letter.Out)) : ExitCodes.Failed;
        });
        return command;
    }

    private static Letter MakeLetter(CliContext context) => new(
        new Argument<string>("TEXT") { Description = context.Say(HelpWords.TextFile) },
        new Option<string>("--from") { Required = true, HelpName = "ADDRESS", Description = context.Say(HelpWords.From) },
        new Option<string[]>("--to") { Required = true, HelpName = "ADDRESS", Description = context.Say(HelpWords.To), AllowMultipleArgumentsPerToken = true },
        new Option<string>("--subject") { DefaultValueFactory = _ => "", HelpName = "TEXT", Description = context.Say(HelpWords.MailSubject) },
        new Option<string>("--out") { Required = true, HelpName = "FILE", Description = context.Say(HelpWords.OutEml) });

    private static Command MakeCommand(string name, string help, Letter letter, Option[] more)
    {
        var command = new Command(name, help) { letter.Text, letter.From, letter.To, letter.Subject, letter.Out };
        foreach (var option in more)
        {
            command.Options.Add(option);
        }

        return command;
    }

    private static MailDraft? ReadDraft(CliContext context, ParseResult parsed, Letter letter) =>
        context.ReadFile(parsed.GetRequiredValue(letter.Text)) is { } bytes
        ? new MailDraft(
            parsed.GetRequiredValue(letter.From), parsed.GetRequiredValue(letter.To), parsed.GetRequiredValue(letter.Subject),
            Encoding.UTF8.GetString(bytes), context.Time.GetUtcNow())
        : null;

    private static X509Certificate2? ReadCertificate(CliContext context, string file)
    {
        if (context.ReadFile(file) is not { } bytes)
        {
            return null;
        }

        var read = CertificateReader.Read(bytes);
        if (!read.IsOk)
        {
            context.Fail(read.Error!, file);
        }

        return read.IsOk ? read.Value : null;
    }

    private static int Write(CliContext context, PkiResult<byte[]> mail, string file) =>
        !mail.IsOk ? context.Fail(mail.Error!) : context.WriteFile(file, mail.Value) ? ExitCodes.Done : ExitCodes.Failed;
}
