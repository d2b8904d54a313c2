using System.CommandLine;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;

namespace Chancery.Cli.Hosting;

/// <summary>The options that <c>serve</c> passes on to <c>server</c> and <c>connector</c>, and that both have by themselves.</summary>
internal sealed class ServeOptions(CliContext context)
{
    public Option<string> Data { get; } = new("--data")
    {
        HelpName = "DIR",
        Description = context.Say(HelpWords.Data),
        DefaultValueFactory = _ => Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "chancery"),
    };

    public Option<string> Url { get; } = new("--url")
    {
        HelpName = "URL",
        Description = context.Say(HelpWords.Url),
        DefaultValueFactory = _ =>
        "https://localhost:8443"
    };

    public Option<string?> PublicUrl { get; } = new("--public-url") { HelpName = "URL", Description = context.Say(HelpWords.PublicUrl) };

    public Option<string?> PkiUrl { get; } = new("--pki-url") { HelpName = "URL", Description = context.Say(HelpWords.PkiUrl) };

    public Option<string> Organization { get; } = new("--organization")
    {
        HelpName = "NAME",
        Description = context.Say(HelpWords.Organization),
        DefaultValueFactory = _ => "Chancery",
    };

    public Option<string?> PostgresFile { get; } = new("--postgres-file") { HelpName = "FILE", Description = context.Say(HelpWords.Postgres) };

    public Option<string?> TlsCertificate { get; } = new("--tls-cert") { HelpName = "FILE", Description = context.Say(HelpWords.TlsCertificate) };

    public Option<string?> TlsKey { get; } = new("--tls-key") { HelpName = "FILE", Description = context.Say(HelpWords.TlsKey) };

    public Option<string> RecipientLookup { get; } = new Option<string>("--recipient-lookup")
    {
        HelpName = "on|off",
        Description = context.Say(HelpWords.RecipientLookup),
        DefaultValueFactory = _ => "on",
    }.AcceptOnlyFromAmong("on", "off");

    public Option<string> MailFrom { get; } = new("--mail-from")
    {
        HelpName = "ADDRESS",
        Description = context.Say(HelpWords.MailFrom),
        DefaultValueFactory = _ => "chancery@localhost.localdomain",
    };

    public Option<string?> MailSpool { get; } = new("--mail-spool") { HelpName = "DIR", Description = context.Say(HelpWords.MailSpool) };

    public Option<string?> SmtpHost { get; } = new("--smtp-host") { HelpName = "HOST", Description = context.Say(HelpWords.Smtp) };

    public Option<int> SmtpPort { get; } = new("--smtp-port")
    {
        HelpName = "PORT",
        Description = context.Say(HelpWords.SmtpPort),
        DefaultValueFactory = _ =>
        587
    };

    public Option<string> SmtpSecurity { get; } = new("--smtp-security")
    {
        HelpName = "starttls|tls|none",
        Description = context.Say(HelpWords.SmtpSecurity),
        DefaultValueFactory = _ => "starttls",
    };

    public Option<string?> SmtpUser { get; } = new("--smtp-user") { HelpName = "NAME", Description = context.Say(HelpWords.SmtpUser) };

    public Option<string?> SmtpPasswordFile { get; } = new("--smtp-password-file") { HelpName = "FILE", Description = context.Say(HelpWords.SmtpPasswordFile) };

    public Option<string[]> LinkAddresses { get; } = new("--link-enrollment") { HelpName = "ADDRESS", Description = context.Say(HelpWords.LinkAddresses) };

    public Option<string?> PassphraseFile { get; } = new("--passphrase-file") { HelpName = "FILE", Description = context.Say(HelpWords.Passphrase) };

    /// <summary>Hidden: the supervisor is at the other end of standard input.</summary>
    public Option<bool> Supervised { get; } = new("--supervised") { Hidden = true };

    public Option<bool> JoinCodeStdin { get; } = new("--join-code-stdin") { Description = context.Say(HelpWords.JoinCode) };

    public Option[] OfServer => [Data, Url, PkiUrl, Organization, PostgresFile, TlsCertificate, TlsKey, RecipientLookup];

    public Option[] OfConnector =>
    [
        Data, PublicUrl, PkiUrl, Organization, MailFrom, MailSpool, SmtpHost, SmtpPort, SmtpSecurity, SmtpUser, SmtpPasswordFile, LinkAddresses,
        PassphraseFile,
    ];

    // A port that needs no privilege; the host is the one that devices dial.
    private const int DefaultPkiPort = 8080;

    /// <summary>Where <c>/pki</c> is on plain http: as given, else the host of the https address.</summary>
    /// <returns>Null where what was given is no http address.</returns>
    public Uri? ReadPkiUrl(ParseResult parsed, Uri url) => parsed.GetValue(PkiUrl) switch
    {
        null => new UriBuilder(Uri.UriSchemeHttp, url.Host, url.Port == 0 ? 0 : DefaultPkiPort).Uri,
        var given => Uri.TryCreate(given, UriKind.Absolute, out var pki) && pki.Scheme == Uri.UriSchemeHttp ? pki : null,
    };

    /// <summary>The words to pass on those of the options that were given.</summary>
    public static IEnumerable<string> PassOn(ParseResult parsed, params Option[] options) =>
        options.SelectMany(
            option => parsed.GetResult(option) is { Implicit: false } result ? result.Tokens.SelectMany(token => new[] { option.Name, token.Value }) : []);
}
