using System.CommandLine;
using System.Globalization;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Directories;
using Chancery.Mail;
using Chancery.Pki;

namespace Chancery.Cli.Commands;

/// <summary>The options that say what a signature is judged by: roots, certificates between, revocation, time.</summary>
internal sealed class TrustOptions(CliContext context)
{
    private static readonly Dictionary<string, RevocationMode> Modes = new(StringComparer.Ordinal)
    {
        ["require"] = RevocationMode.Require,
        ["signer"] = RevocationMode.RequireEndEntity,
        ["known"] = RevocationMode.IfPresent,
        ["none"] = RevocationMode.None,
    };

    private readonly Option<string[]> _trust = ManyValues.Option("--trust", "PEM", context.Say(HelpWords.Trust));
    private readonly Option<string[]> _certificates = ManyValues.Option("--certificates", "FILE", context.Say(HelpWords.OtherCertificates));
    private readonly Option<string[]> _crls = ManyValues.Option("--crl", "FILE", context.Say(HelpWords.Crl));
    private readonly Option<string[]> _ocsp = ManyValues.Option("--ocsp", "FILE", context.Say(HelpWords.Ocsp));
    private readonly Option<string?> _revocation = new("--revocation") { HelpName = "MODE", Description = context.Say(HelpWords.Revocation) };
    private readonly Option<string?> _at = new("--at") { HelpName = "TIME", Description = context.Say(HelpWords.At) };
    private readonly Option<string?> _content = new("--content") { HelpName = "FILE", Description = context.Say(HelpWords.DetachedContent) };

    /// <summary>Whether what is missing is fetched.</summary>
    public Option<bool> Online { get; } = new("--online") { Description = context.Say(HelpWords.Online) };

    /// <summary>Whether what is fetched may lie on this machine or a private network.</summary>
    public Option<bool> OnlinePrivate { get; } = new("--online-private") { Description = context.Say(HelpWords.OnlinePrivate) };

    /// <summary>Gives a command these options.</summary>
    public Command AddTo(Command command)
    {
        _revocation.AcceptOnlyFromAmong([.. Modes.Keys]);
        _at.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && ParseTime(text) is null)
            {
                result.AddError(context.Say(MailWords.NotATime(text)));
            }
        });
        foreach (var option in new Option[] { _trust, _certificates, _crls, _ocsp, _revocation, _at, _content, Online, OnlinePrivate })
        {
            command.Options.Add(option);
        }

        return command;
    }

    /// <summary>What may be dialled; null where nothing is. URLs in certificates are a stranger's: what they name on one's own network is not asked unless
    /// one says so, and then on any port.</summary>
    public FetchRules? Fetching(ParseResult parsed) =>
        parsed.GetValue(OnlinePrivate) ? FetchRules.Default with { AllowPrivateAddresses = true, Ports = [] }
        : parsed.GetValue(Online) ? FetchRules.Default : null;

    /// <returns>The settings; null after the failure was printed.</returns>
    public VerificationSettings? Settings(ParseResult parsed, DecryptionKeys keys, DecryptionPolicy policy)
    {
        if (Materials.Certificates(context, parsed.GetValue(_trust) ?? []) is not { } roots
            || Materials.Certificates(context, parsed.GetValue(_certificates) ?? []) is not { } between
            || Revocations(parsed) is not { } revocation
            || !Content(parsed, out var content))
        {
            return null;
        }

        var trust = TrustAnchors.Create(roots);
        if (!trust.IsOk)
        {
            context.Fail(trust.Error);
            return null;
        }

        var now = context.Time.GetUtcNow();
        return new VerificationSettings
        {
            Trust = trust.Value,
            At = parsed.GetValue(_at) is { } at ? ParseTime(at)!.Value : now,
            Intermediates = [.. between],
            Revocation = revocation,
            RevocationMode = Mode(parsed),
            DetachedContent = content,
            Keys = keys,
            Decryption = policy,
        };
    }

    /// <summary>A date, or an instant with its offset; without one it is UTC.</summary>
    public static DateTimeOffset? ParseTime(string text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private RevocationMode Mode(ParseResult parsed) =>
        parsed.GetValue(_revocation) is { } mode ? Modes[mode]
        : (parsed.GetValue(_crls) ?? []).Length + (parsed.GetValue(_ocsp) ?? []).Length > 0 || Fetching(parsed) is not null ? RevocationMode.RequireEndEntity
        : RevocationMode.IfPresent;

    private RevocationData? Revocations(ParseResult parsed) =>
        Materials.Crls(context, parsed.GetValue(_crls) ?? []) is { } crls && Materials.OcspResponses(context, parsed.GetValue(_ocsp) ?? []) is { } answers
            ? RevocationData.Read(crls, answers) : null;

    private bool Content(ParseResult parsed, out ReadOnlyMemory<byte>? content)
    {
        content = null;
        if (parsed.GetValue(_content) is not { } file)
        {
            return true;
        }

        if (context.ReadFile(file) is not { } bytes)
        {
            return false;
        }

        content = bytes;
        return true;
    }
}
