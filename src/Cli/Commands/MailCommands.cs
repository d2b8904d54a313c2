using System.CommandLine;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Mail;
using Chancery.Pki;

namespace Chancery.Cli.Commands;

/// <summary><c>chancery mail</c>: S/MIME over files.</summary>
internal static class MailCommands
{
    public static Command Make(CliContext context, Option<bool> json) => new("mail", context.Say(HelpWords.MailGroup))
    {
        MailWriteCommands.Sign(context),
        MailWriteCommands.Encrypt(context),
        Read(context, json, "verify", HelpWords.MailVerify),
        Read(context, json, "decrypt", HelpWords.MailDecrypt),
    };

    private static Command Read(CliContext context, Option<bool> json, string name, Text help)
    {
        var file = new Argument<string>("FILE") { Description = context.Say(HelpWords.EmlFile) };
        var keys = new Option<string[]>("--identity")
        {
            HelpName = "P12",
            Description = context.Say(HelpWords.Identity),
            AllowMultipleArgumentsPerToken = true,
        };
        var password = new Option<string?>("--password-file") { HelpName = "FILE", Description = context.Say(HelpWords.PasswordFile) };
        var output = new Option<string?>("--out") { HelpName = "FILE", Description = context.Say(HelpWords.OutText) };
        var command = new Command(name, context.Say(help)) { file };
        if (name == "decrypt")
        {
            keys.Required = true;
            command.Options.Add(keys);
            command.Options.Add(password);
        }

        command.Options.Add(output);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            var identities = name == "decrypt" ? Identities.Read(context, parsed.GetValue(keys) ?? [], parsed.GetValue(password)) : [];
            return identities is not null && context.ReadFile(parsed.GetRequiredValue(file)) is { } eml
                ? Show(context, eml, identities, parsed.GetValue(output), parsed.GetValue(json), requiresSignature: name == "verify") : ExitCodes.Failed;
        });
        return command;
    }

    private static int Show(CliContext context, byte[] eml, IReadOnlyList<Pkcs12Identity> identities, string? output, bool json, bool requiresSignature)
    {
        var opened = SecureMail.Open(eml, [.. identities.Select(identity => new MailKey(identity.Certificate, identity.Key))]);
        if (!opened.IsOk)
        {
            return context.Fail(opened.Error!);
        }

        var mail = opened.Value;
        if (output is not null && !context.WriteFile(output, mail.Content))
        {
            return ExitCodes.Failed;
        }

        if (json)
        {
            context.WriteJson(MailReport.Of(mail));
        }
        else
        {
            MailReport.Write(context, mail, withText: output is null);
        }

        return !requiresSignature || mail.Signature.State == SignatureState.Valid
            ? ExitCodes.Done
            : context.Fail("mailSignatureNotValid", detail: MailReport.Of(mail).Signature);
    }
}
