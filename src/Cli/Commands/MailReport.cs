using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Mail;

namespace Chancery.Cli.Commands;

/// <summary>What the command line says of a mail.</summary>
internal sealed record MailReport(
    string From, IReadOnlyList<string> To, string Subject, bool Encrypted, string? OpenedWith, string Signature, string? Signer,
    string? PreferredEncryptionCertificate, string Text)
{
    public static MailReport Of(OpenedMail mail) => new(
        mail.From, mail.To, mail.Subject, mail.WasEncrypted, mail.OpenedWith,
        char.ToLowerInvariant(mail.Signature.State.ToString()[0]) + mail.Signature.State.ToString()[1..],
        mail.Signature.Signer?.Thumbprint.ToLowerInvariant(), mail.Signature.PreferredEncryptionCertificate?.Thumbprint.ToLowerInvariant(), mail.Text);

    public static void Write(CliContext context, OpenedMail mail, bool withText)
    {
        context.Error.WriteLine(context.Say(MailWords.From(mail.From)));
        context.Error.WriteLine(context.Say(mail.OpenedWith is { } with ? MailWords.OpenedWith(with) : MailWords.NotEncrypted));
        context.Error.WriteLine(context.Say(MailWords.Signature(mail.Signature)));
        context.Error.WriteLine(context.Say(MailWords.TrustNotChecked));
        if (withText)
        {
            context.Out.WriteLine(mail.Text.TrimEnd());
        }
    }
}
