using System.CommandLine;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Pki;

namespace Chancery.Cli.Commands;

/// <summary>The options with which a message is read: which one, with whose keys, and whether old ciphers are opened.</summary>
internal sealed class ReadingOptions(CliContext context)
{
    private readonly Argument<string> _file = new("FILE") { Description = context.Say(HelpWords.MessageFile) };

    private readonly Option<string[]> _identities = ManyValues.Option("--identity", "P12|PEM", context.Say(HelpWords.Identity));

    private readonly Option<string?> _password = new("--password-file") { HelpName = "FILE", Description = context.Say(HelpWords.IdentityPassword) };

    private readonly Option<bool> _archive = new("--archive") { Description = context.Say(HelpWords.Archive) };

    /// <summary>Gives a command these options.</summary>
    public Command AddTo(Command command, bool needsKeys = false)
    {
        _identities.Required = needsKeys;
        command.Arguments.Add(_file);
        command.Options.Add(_identities);
        command.Options.Add(_password);
        command.Options.Add(_archive);
        return command;
    }

    /// <returns>The message, or null after the failure was printed.</returns>
    public byte[]? Message(ParseResult parsed) => context.ReadFile(parsed.GetRequiredValue(_file));

    /// <returns>The file, where it is too large to be held; else null.</returns>
    public string? LargeFile(ParseResult parsed) =>
        parsed.GetRequiredValue(_file) is var file && File.Exists(file) && new FileInfo(file).Length > Files.Largest ? file : null;

    /// <summary>What is opened.</summary>
    public DecryptionPolicy Policy(ParseResult parsed) => parsed.GetValue(_archive) ? DecryptionPolicy.Archive : DecryptionPolicy.Current;

    /// <returns>The keys, those that cannot decrypt left out; null after the failure was printed.</returns>
    public DecryptionKeys? Keys(ParseResult parsed)
    {
        if (Identities.Read(context, parsed.GetValue(_identities) ?? [], parsed.GetValue(_password)) is not { } identities)
        {
            return null;
        }

        var keys = new List<DecryptionKey>();
        foreach (var identity in identities)
        {
            // An identity that only signs (Ed25519) opens nothing, and is no reason to stop.
            if (DecryptionKey.Create(identity.Certificate, identity.Key) is { IsOk: true, Value: var key })
            {
                keys.Add(key);
            }
        }

        return new DecryptionKeys(keys);
    }
}
