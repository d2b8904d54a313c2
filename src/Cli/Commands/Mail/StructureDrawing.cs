using System.Globalization;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Mail;
using Chancery.Pki;

namespace Chancery.Cli.Commands;

/// <summary>Draws a message's structure as a tree of lines, readable on any terminal and by any screen reader.</summary>
internal sealed class StructureDrawing(CliContext context)
{
    // A message to a company's whole staff names thousands.
    private const int MostRecipients = 20;

    public void Draw(MailNode node) => Draw(node, "", "");

    private void Draw(MailNode node, string first, string rest)
    {
        context.Out.WriteLine(first + Title(node));
        var below = node.Children.IsEmpty ? "  " : "│ ";
        foreach (var fact in Facts(node))
        {
            context.Out.WriteLine($"{rest}{below}{fact}");
        }

        for (var i = 0; i < node.Children.Length; i++)
        {
            var isLast = i == node.Children.Length - 1;
            Draw(node.Children[i], rest + (isLast ? "└─ " : "├─ "), rest + (isLast ? "   " : "│  "));
        }
    }

    private string Title(MailNode node)
    {
        var parts = new List<string> { context.Say(StructureWords.Kind(node.Kind)) };
        if (node.MediaType is { } type)
        {
            parts.Add(VerdictText.Visible(type));
        }

        if (node.FileName is { } name)
        {
            parts.Add(VerdictText.Visible(name));
        }

        parts.Add(context.Say(StructureWords.Bytes(node.Size.ToString("N0", Culture))));
        if (Protection(node.Protection) is { } protection)
        {
            parts.Add(protection);
        }

        return string.Join("  ", parts);
    }

    private string? Protection(MailProtection protection) => (protection.Confidentiality, protection.IsSigned) switch
    {
        (Confidentiality.None, false) => null,
        (Confidentiality.None, true) => $"[{context.Say(StructureWords.Signed)}]",
        (var hidden, false) => $"[{context.Say(MailWords.Hidden(hidden))}]",
        (var hidden, true) => $"[{context.Say(MailWords.Hidden(hidden))}, {context.Say(StructureWords.Signed)}]",
    };

    private IEnumerable<string> Facts(MailNode node)
    {
        foreach (var field in node.Headers.Where(field => field.Protection != FieldProtection.Unprotected || Shown.Contains(field.Name)))
        {
            yield return $"{VerdictText.Visible(field.Name)}: {VerdictText.Visible(field.Value)}  [{context.Say(StructureWords.Field(field.Protection))}]";
        }

        if (node.Envelope is { } envelope)
        {
            foreach (var line in Encryption(envelope))
            {
                yield return line;
            }
        }

        if (node.OpenedWith is { } opened)
        {
            yield return context.Say(MailWords.OpenedWith(VerdictText.Visible(opened.Subject)));
        }

        foreach (var signer in node.Signers)
        {
            yield return context.Say(StructureWords.Signer(
                VerdictText.Visible(signer.Certificate?.Subject ?? Name(signer.Identifier.Issuer, signer.Identifier.SerialNumber, signer.Identifier.SubjectKeyIdentifier)),
                signer.SignatureAlgorithm, signer.State));
        }

        foreach (var certificate in node.Certificates)
        {
            yield return context.Say(StructureWords.Carries(
                VerdictText.Visible(certificate.Subject), certificate.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        }

        foreach (var note in node.Notes)
        {
            var colon = context.Language == Language.French ? "\u00A0: " : ": ";
            var detail = note.Detail.Length == 0 ? "" : colon + VerdictText.Visible(note.Detail);
            yield return $"! {context.Say(ReasonWords.Of(note.Code).Meaning)}{detail} [{note.Name}]";
        }
    }

    private IEnumerable<string> Encryption(EnvelopeInfo envelope)
    {
        yield return envelope.ContentEncryption.Name + (envelope.ContentEncryption.IsLegacy ? $" [{context.Say(StructureWords.Legacy)}]" : "");
        foreach (var recipient in envelope.Recipients.Take(MostRecipients))
        {
            var who = Name(recipient.Identifier?.Issuer, recipient.Identifier?.SerialNumber, recipient.Identifier?.SubjectKeyIdentifier);
            yield return context.Say(StructureWords.Recipient(VerdictText.Visible(who), recipient.Algorithm));
        }

        if (envelope.Recipients.Length > MostRecipients)
        {
            yield return context.Say(StructureWords.MoreRecipients(envelope.Recipients.Length - MostRecipients));
        }
    }

    private static string Name(string? issuer, string? serial, string? keyIdentifier) =>
        serial is not null ? $"{issuer} #{serial}" : keyIdentifier is not null ? $"SKI {keyIdentifier}" : "?";

    private static readonly HashSet<string> Shown = new(StringComparer.OrdinalIgnoreCase) { "From", "To", "Cc", "Subject", "Date", "Sender", "Reply-To" };

    private CultureInfo Culture => CultureInfo.GetCultureInfo(context.Language == Language.French ? "fr" : "en");
}
