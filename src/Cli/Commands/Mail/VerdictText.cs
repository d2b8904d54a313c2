using System.Globalization;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Mail;

namespace Chancery.Cli.Commands;

/// <summary>A verdict for people.</summary>
internal static class VerdictText
{
    public static void Write(CliContext context, MailVerdict verdict)
    {
        var lines = context.Out;
        lines.WriteLine(context.Say(MailWords.VerdictIs(verdict.Verdict)));
        if (verdict.From is { } from)
        {
            lines.WriteLine(context.Say(MailWords.From(from)));
        }

        foreach (var signer in verdict.Signers)
        {
            lines.WriteLine(context.Say(SignerLine(signer)));
        }

        if (verdict.CoversWholeBody is { } covers)
        {
            lines.WriteLine(context.Say(covers ? MailWords.CoversAll : MailWords.CoversPart));
        }

        if (verdict.Confidentiality != Confidentiality.None)
        {
            lines.WriteLine(context.Say(MailWords.Hidden(verdict.Confidentiality)));
        }

        foreach (var field in verdict.Headers.Where(field => field.Differs))
        {
            lines.WriteLine(context.Say(MailWords.FieldWasChanged(Visible(field.Name), Visible(field.Value), Visible(field.Outer ?? ""))));
        }

        foreach (var reason in verdict.Reasons)
        {
            Write(context, reason);
        }
    }

    /// <summary>A reason, and under it what to do.</summary>
    public static void Write(CliContext context, MailReason reason)
    {
        var text = ReasonWords.Of(reason.Code);
        var about = string.Join("; ", new[] { Visible(reason.Detail), reason.Certificate is { } one ? Visible(one.Subject) : "" }.Where(part => part.Length > 0).Distinct());
        var colon = context.Language == Language.French ? "\u00A0: " : ": ";
        context.Out.WriteLine($"- {context.Say(text.Meaning)}{(about.Length == 0 ? "" : colon + about)} [{reason.Name}]");
        if (text.Remedy is { } remedy)
        {
            context.Out.WriteLine($"  {context.Say(remedy)}");
        }
    }

    /// <summary>What a stranger wrote, without what a terminal would obey.</summary>
    public static string Visible(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => Rune(rune)));

    /// <summary>The same of a text with lines.</summary>
    public static string Printable(string text) => string.Join('\n', text.Split('\n').Select(line => string.Join('\t', line.Split('\t').Select(Visible))));

    private static string Rune(System.Text.Rune rune) =>
        System.Text.Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse ? "\uFFFD" : rune.ToString();

    private static Text SignerLine(SignerReport signer) => MailWords.SignedBy(
        Visible(signer.Addresses.IsEmpty ? signer.Certificate?.Subject ?? "?" : string.Join(", ", signer.Addresses)),
        Visible(signer.Certificate?.Issuer ?? "?"), signer.Signature.SignatureAlgorithm, Time(signer.SigningTime), signer.Verdict);

    private static string? Time(DateTimeOffset? time) => time?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
