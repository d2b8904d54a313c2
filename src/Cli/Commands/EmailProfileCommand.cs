using System.CommandLine;
using Chancery.Cli.Connection;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Client;

namespace Chancery.Cli.Commands;

/// <summary><c>chancery profile create email</c>, with every S/MIME switch (facts of Intune 4.1).</summary>
internal sealed class EmailProfileCommand
{
    private readonly ApiCommands _api;
    private readonly Argument<string> _name;
    private readonly Option<string> _account = new("--account") { Required = true, HelpName = "NAME" };
    private readonly Option<string> _host = new("--host") { Required = true, HelpName = "HOST" };
    private readonly Option<string?> _signing = new("--signing-profile") { HelpName = "PROFILE" };
    private readonly Option<string?> _encryption = new("--encryption-profile") { HelpName = "PROFILE" };
    private readonly Option<bool> _noSigning = new("--no-signing");
    private readonly Option<bool> _signingOverride = new("--signing-user-may-switch");
    private readonly Option<bool> _signingCertificateOverride = new("--signing-user-may-choose-certificate");
    private readonly Option<bool> _encryptByDefault = new("--encrypt-by-default");
    private readonly Option<bool> _encryptOverride = new("--encrypt-by-default-user-may-switch");
    private readonly Option<bool> _encryptionCertificateOverride = new("--encryption-user-may-choose-certificate");
    private readonly Option<bool> _noPerMessage = new("--no-per-message-switch");

    private EmailProfileCommand(ApiCommands api)
    {
        _api = api;
        _name = ProfileCreateCommands.Name(api);
        _account.Description = api.Context.Say(HelpWords.AccountName);
        _host.Description = api.Context.Say(HelpWords.Host);
        _signing.Description = api.Context.Say(HelpWords.SigningProfile);
        _encryption.Description = api.Context.Say(HelpWords.EncryptionProfile);
        _noSigning.Description = api.Context.Say(HelpWords.NoSigning);
        _signingOverride.Description = api.Context.Say(HelpWords.SigningOverride);
        _signingCertificateOverride.Description = api.Context.Say(HelpWords.SigningCertificateOverride);
        _encryptByDefault.Description = api.Context.Say(HelpWords.EncryptByDefault);
        _encryptOverride.Description = api.Context.Say(HelpWords.EncryptOverride);
        _encryptionCertificateOverride.Description = api.Context.Say(HelpWords.EncryptionCertificateOverride);
        _noPerMessage.Description = api.Context.Say(HelpWords.NoPerMessage);
    }

    public static Command Make(ApiCommands api) => new EmailProfileCommand(api).Command();

    private Command Command()
    {
        var command = new Command("email", _api.Context.Say(HelpWords.ProfileEmail)) { _name };
        foreach (var option in new Option[]
        {
            _account, _host, _signing, _encryption, _noSigning, _signingOverride, _signingCertificateOverride, _encryptByDefault, _encryptOverride,
            _encryptionCertificateOverride, _noPerMessage,
        })
        {
            command.Options.Add(option);
        }

        _api.Act(command, CreateAsync);
        return command;
    }

    private async Task<int> CreateAsync(ChanceryClient client, ParseResult parsed, CancellationToken cancellation)
    {
        var signing = await ReferenceAsync(client, parsed.GetValue(_signing), cancellation);
        var encryption = await ReferenceAsync(client, parsed.GetValue(_encryption), cancellation);
        if ((signing.Error ?? encryption.Error) is { } error)
        {
            return _api.Context.Fail(error);
        }

        return await ProfileCreateCommands.CreateAsync(_api, client, parsed, Draft(parsed) with
        {
            SigningCertificate = signing.Value,
            EncryptionCertificate = encryption.Value,
        }, cancellation);
    }

    private EmailProfileDraft Draft(ParseResult parsed) => new()
    {
        DisplayName = parsed.GetRequiredValue(_name),
        AccountName = parsed.GetRequiredValue(_account),
        HostName = parsed.GetRequiredValue(_host),
        SmimeSigningEnabled = !parsed.GetValue(_noSigning),
        SmimeSigningUserOverrideEnabled = parsed.GetValue(_signingOverride),
        SmimeSigningCertificateUserOverrideEnabled = parsed.GetValue(_signingCertificateOverride),
        SmimeEncryptByDefaultEnabled = parsed.GetValue(_encryptByDefault),
        SmimeEncryptByDefaultUserOverrideEnabled = parsed.GetValue(_encryptOverride),
        SmimeEncryptionCertificateUserOverrideEnabled = parsed.GetValue(_encryptionCertificateOverride),
        SmimeEnablePerMessageSwitch = !parsed.GetValue(_noPerMessage),
    };

    private static async Task<ApiResult<string?>> ReferenceAsync(ChanceryClient client, string? profile, CancellationToken cancellation) => profile is null
        ? ApiResult<string?>.Ok(null)
        : (await client.FindProfileAsync(profile, cancellation)).Then(found => ApiResult<string?>.Ok(EmailProfileDraft.Reference(found.Id)));
}
