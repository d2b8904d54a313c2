using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Mail;

namespace Chancery.Cli.Commands;

/// <summary>Which algorithms were chosen, for whom, and why.</summary>
internal static class ChoiceText
{
    public static void Write(CliContext context, ProtectedMail mail)
    {
        if (mail.Encryption is { } encryption)
        {
            Line(context, $"{encryption.Cipher}", encryption.Why);
            foreach (var recipient in encryption.Recipients)
            {
                Line(context, $"{VerdictText.Visible(recipient.Recipient.Certificate.Subject)}: {recipient.KeyManagement}", recipient.Why);
            }
        }

        foreach (var copy in mail.BlindCopies)
        {
            Line(context, $"bcc {VerdictText.Visible(copy.Recipient.Certificate.Subject)}: {copy.Encryption.Cipher}", copy.Encryption.Why);
        }

        foreach (var signature in mail.Signatures)
        {
            Line(context, $"{signature.Scheme}, {signature.Digest.Name}", signature.Why);
        }
    }

    private static void Line(CliContext context, string what, IEnumerable<AlgorithmReason> why)
    {
        context.Error.WriteLine(what);
        foreach (var reason in why)
        {
            var colon = context.Language == Language.French ? "\u00A0: " : ": ";
            context.Error.WriteLine($"  {context.Say(ChoiceWords.Of(reason.Code))}{(reason.Detail.Length == 0 || what.Contains(VerdictText.Visible(reason.Detail), StringComparison.Ordinal) ? "" : colon + VerdictText.Visible(reason.Detail))}");
        }
    }
}
