using System.CommandLine;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Mail;
using Chancery.Pki;

namespace Chancery.Cli.Commands;

/// <summary><c>chancery mail inspect</c>: what a message is made of, drawn.</summary>
internal static class InspectCommand
{
    public static Command Make(CliContext context, Option<bool> json)
    {
        var reading = new ReadingOptions(context);
        var command = reading.AddTo(new Command("inspect", context.Say(HelpWords.MailInspect)));
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            if (reading.Message(parsed) is not { } message || reading.Keys(parsed) is not { } keys)
            {
                return ExitCodes.Failed;
            }

            using (keys)
            {
                var node = MailStructure.Inspect(message, keys, reading.Policy(parsed));
                return node.IsOk ? Show(context, node.Value, parsed.GetValue(json)) : context.Fail(node.Error);
            }
        });
        return command;
    }

    private static int Show(CliContext context, MailNode node, bool json)
    {
        if (json)
        {
            context.WriteJson(NodeEntry.Of(context, node));
        }
        else
        {
            new StructureDrawing(context).Draw(node);
        }

        return ExitCodes.Done;
    }
}

/// <summary>A node for scripts.</summary>
internal sealed record NodeEntry(
    string Kind, string? MediaType, string? FileName, int Size, string Confidentiality, bool IsSigned, EnvelopeEntry? Encryption, CertificateEntry? OpenedWith,
    IReadOnlyList<SignatureEntry>? Signers, IReadOnlyList<CertificateEntry>? Certificates, IReadOnlyList<HeaderEntry>? Headers,
    IReadOnlyList<ReasonEntry>? Notes, IReadOnlyList<NodeEntry>? Children)
{
    public static NodeEntry Of(CliContext context, MailNode node) => new(
        VerdictReport.Camel(node.Kind), node.MediaType, node.FileName, node.Size, VerdictReport.Camel(node.Protection.Confidentiality), node.Protection.IsSigned,
        EnvelopeEntry.Of(node.Envelope), CertificateEntry.Of(node.OpenedWith), List(node.Signers, SignatureEntry.Of),
        List(node.Certificates, one => CertificateEntry.Of(one)!), List(node.Headers, HeaderEntry.Of),
        List(node.Notes, note => ReasonEntry.Of(context, note)), List(node.Children, child => Of(context, child)));

    private static List<TOut>? List<TIn, TOut>(IReadOnlyList<TIn> from, Func<TIn, TOut> make) => from.Count == 0 ? null : [.. from.Select(make)];
}

/// <summary>Encryption for scripts.</summary>
internal sealed record EnvelopeEntry(string Algorithm, string Oid, int KeyBits, bool IsAuthenticated, bool IsLegacy, IReadOnlyList<RecipientEntry> Recipients)
{
    public static EnvelopeEntry? Of(EnvelopeInfo? info) => info is null
        ? null
        : new(
            info.ContentEncryption.Name, info.ContentEncryption.Oid, info.ContentEncryption.KeyBits, info.Authenticated, info.ContentEncryption.IsLegacy,
            [.. info.Recipients.Select(one => new RecipientEntry(
                VerdictReport.Camel(one.Kind), one.Identifier?.Issuer, one.Identifier?.SerialNumber, one.Identifier?.SubjectKeyIdentifier, one.Algorithm, one.Oid))]);
}

/// <summary>A recipient for scripts.</summary>
internal sealed record RecipientEntry(string Kind, string? Issuer, string? SerialNumber, string? SubjectKeyIdentifier, string Algorithm, string Oid);

/// <summary>A signature for scripts: the mathematics alone.</summary>
internal sealed record SignatureEntry(
    string State, string DigestAlgorithm, string SignatureAlgorithm, DateTimeOffset? SigningTime, string? Issuer, string? SerialNumber,
    string? SubjectKeyIdentifier, CertificateEntry? Certificate, string? Detail)
{
    public static SignatureEntry Of(SignerVerdict signer) => new(
        VerdictReport.Camel(signer.State), signer.DigestAlgorithm, signer.SignatureAlgorithm, signer.SigningTime, signer.Identifier.Issuer,
        signer.Identifier.SerialNumber, signer.Identifier.SubjectKeyIdentifier, CertificateEntry.Of(signer.Certificate),
        signer.Detail.Length == 0 ? null : signer.Detail);
}
