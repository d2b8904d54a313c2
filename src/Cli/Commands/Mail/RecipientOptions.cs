using System.CommandLine;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Directories;
using Chancery.Mail;
using Chancery.Pki;

namespace Chancery.Cli.Commands;

/// <summary>The options that say for whom mail is encrypted: certificates, or addresses that are looked up.</summary>
internal sealed class RecipientOptions(CliContext context)
{
    private readonly Option<string[]> _recipients = ManyValues.Option("--recipient", "CERTIFICATE|ADDRESS", context.Say(HelpWords.Recipient), isRequired: true);
    private readonly Option<string[]> _blind = ManyValues.Option("--bcc", "CERTIFICATE|ADDRESS", context.Say(HelpWords.BlindRecipient));
    private readonly Option<string[]> _directories = ManyValues.Option("--directory", "FOLDER|URL", context.Say(HelpWords.RecipientDirectory));
    private readonly Option<string[]> _trust = ManyValues.Option("--trust", "PEM", context.Say(HelpWords.RecipientTrust));

    /// <summary>Gives a command these options.</summary>
    public Command AddTo(Command command)
    {
        foreach (var option in new Option[] { _recipients, _blind, _directories, _trust })
        {
            command.Options.Add(option);
        }

        return command;
    }

    /// <summary>Adds the recipients to the settings.</summary>
    /// <returns>The settings; null after the failure was printed.</returns>
    public async Task<ProtectionSettings?> AddAsync(ParseResult parsed, ProtectionSettings settings, CancellationToken cancellation)
    {
        if (!Directory(parsed, out var directory)
            || await FindAsync(parsed.GetRequiredValue(_recipients), directory, cancellation) is not { } recipients
            || await FindAsync(parsed.GetValue(_blind) ?? [], directory, cancellation) is not { } blind)
        {
            return null;
        }

        return settings with { Recipients = [.. recipients], BlindRecipients = [.. blind] };
    }

    private bool Directory(ParseResult parsed, out IRecipientDirectory? directory)
    {
        directory = null;
        if (parsed.GetValue(_directories) is not { Length: > 0 } places)
        {
            return true;
        }

        if (Materials.Certificates(context, parsed.GetValue(_trust) ?? []) is not { } roots)
        {
            return false;
        }

        var anchors = TrustAnchors.Create(roots);
        if (!anchors.IsOk)
        {
            context.Fail(anchors.Error);
            return false;
        }

        var rules = RecipientRules.Default with { Time = context.Time, Trust = roots.Count == 0 ? null : PathTrust.Judge(anchors.Value, time: context.Time) };
        var read = RecipientDirectories.Parse(places, new DirectoryTextOptions { Rules = rules });
        if (!read.IsOk)
        {
            context.Fail(read.Error);
            return false;
        }

        directory = read.Value;
        return true;
    }

    private async Task<List<MailRecipient>?> FindAsync(string[] names, IRecipientDirectory? directory, CancellationToken cancellation)
    {
        var found = new List<MailRecipient>();
        foreach (var name in names)
        {
            // What lies there as a file is one, whatever it is called.
            if (name.Contains('@', StringComparison.Ordinal) && !File.Exists(name))
            {
                if (await LookUpAsync(name, directory, cancellation) is not { } recipient)
                {
                    return null;
                }

                found.Add(recipient);
            }
            else if (Materials.Certificates(context, [name]) is { } certificates)
            {
                found.AddRange(certificates.Select(one => new MailRecipient(one)));
            }
            else
            {
                return null;
            }
        }

        return found;
    }

    private async Task<MailRecipient?> LookUpAsync(string address, IRecipientDirectory? directory, CancellationToken cancellation)
    {
        if (directory is null)
        {
            context.Fail("mailDirectoryMissing", address);
            return null;
        }

        var answer = await directory.FindAsync(address, cancellation);
        if (!answer.Best.IsOk)
        {
            context.Fail(answer.Best.Error, address);
            return null;
        }

        var best = answer.Best.Value;
        context.Error.WriteLine(context.Say(MailWords.Found(
            VerdictText.Visible(address), VerdictText.Visible(best.Certificate.Subject), VerdictText.Visible(best.Source))));
        return new MailRecipient(best.Certificate, best.Capabilities is { } told ? SmimeCapabilities.Read(told) : null);
    }
}
