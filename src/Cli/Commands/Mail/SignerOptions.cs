using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Mail;
using Chancery.Pki;

namespace Chancery.Cli.Commands;

/// <summary>The options that say who signs.</summary>
internal sealed class SignerOptions
{
    private readonly CliContext _context;
    private readonly Option<string[]> _identities;
    private readonly Option<string?> _password;
    private readonly Option<string?> _preferred;
    private readonly Option<bool> _opaque;

    public SignerOptions(CliContext context, string name, Text help, bool isRequired)
    {
        _context = context;
        _identities = ManyValues.Option(name, "P12|PEM", context.Say(help), isRequired);
        _password = new Option<string?>("--password-file") { HelpName = "FILE", Description = context.Say(HelpWords.IdentityPassword) };
        _preferred = new Option<string?>("--encryption-certificate") { HelpName = "FILE", Description = context.Say(HelpWords.PreferredCertificate) };
        _opaque = new Option<bool>("--opaque") { Description = context.Say(HelpWords.Opaque) };
    }

    /// <summary>Gives a command these options.</summary>
    public Command AddTo(Command command)
    {
        foreach (var option in new Option[] { _identities, _password, _preferred, _opaque })
        {
            command.Options.Add(option);
        }

        return command;
    }

    /// <summary>Adds the signers to the settings, and the author's own encryption certificate where there is one.</summary>
    /// <returns>The settings; null after the failure was printed.</returns>
    public ProtectionSettings? Add(ParseResult parsed, ProtectionSettings settings)
    {
        var files = parsed.GetValue(_identities) ?? [];
        if (Identities.Read(_context, files, parsed.GetValue(_password)) is not { } identities || !Preferred(parsed, out var preferred))
        {
            return null;
        }

        var own = preferred ?? identities.Select(one => one.Certificate).FirstOrDefault(CertificateUses.CanEncrypt);
        var signers = identities.Where(one => CertificateUses.CanSign(one.Certificate)).ToArray();
        if (files.Length > 0 && signers.Length == 0)
        {
            _context.Fail("mailSignerMissing", files[0]);
            return null;
        }

        // One file is one person: a folder of her keys does not make her sign many times over. Several files are several signers.
        var signing = files.Length == 1 ? signers.Take(1) : signers;
        return settings with
        {
            Signers = [.. signing.Select(one => new MailSigner(one.Certificate, one.Key, one.Chain, preferred))],
            Form = parsed.GetValue(_opaque) ? SignatureForm.Opaque : SignatureForm.Detached,
            Own = own,
        };
    }

    private bool Preferred(ParseResult parsed, out X509Certificate2? certificate)
    {
        certificate = null;
        if (parsed.GetValue(_preferred) is not { } file)
        {
            return true;
        }

        certificate = Materials.Certificates(_context, [file]) is [var first, ..] ? first : null;
        return certificate is not null;
    }
}
