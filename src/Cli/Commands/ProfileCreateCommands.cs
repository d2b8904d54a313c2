using System.CommandLine;
using Chancery.Cli.Connection;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Client;

namespace Chancery.Cli.Commands;

/// <summary><c>chancery profile create KIND NAME</c>, one command for each kind.</summary>
internal static class ProfileCreateCommands
{
    public static Command Make(ApiCommands api) => new("create", api.Context.Say(HelpWords.ProfileCreate))
    {
        Trusted(api), Pkcs(api), Imported(api), EmailProfileCommand.Make(api),
    };

    /// <summary>The argument every kind has.</summary>
    public static Argument<string> Name(ApiCommands api) => new("NAME") { Description = api.Context.Say(HelpWords.ProfileName) };

    /// <summary>Creates what was asked for, and says how to go on.</summary>
    public static async Task<int> CreateAsync(ApiCommands api, ChanceryClient client, ParseResult parsed, ProfileDraft draft, CancellationToken cancellation) =>
        api.Print(parsed, await client.CreateProfileAsync(draft, cancellation), made =>
        [
            api.Context.Say(ResultWords.ProfileCreated(made.DisplayName, made.Id)),
            api.Context.Say(ResultWords.Next($"chancery profile assign {made.Id} --group GROUP")),
        ]);

    private static Command Trusted(ApiCommands api)
    {
        var name = Name(api);
        var file = new Option<string?>("--certificate") { HelpName = "FILE", Description = api.Context.Say(HelpWords.TrustedFile) };
        var builtIn = new Option<bool>("--built-in") { Description = api.Context.Say(HelpWords.TrustedBuiltIn) };
        var command = new Command("trusted", api.Context.Say(HelpWords.ProfileTrusted)) { name, file, builtIn };
        command.Validators.Add(result =>
        {
            if (result.GetValue(file) is null != result.GetValue(builtIn))
            {
                result.AddError(api.Context.Say(ResultWords.TrustSomething));
            }
        });
        api.Act(command, async (client, parsed, cancellation) =>
        {
            var path = parsed.GetValue(file);
            var read = path is null ? await BuiltInAsync(client, cancellation) : ApiResult<byte[]?>.Ok(api.Context.ReadFile(path));
            return !read.IsOk ? api.Context.Fail(read.Error) : read.Value is not { } bytes ? ExitCodes.Failed : await CreateAsync(api, client, parsed,
                new TrustedProfileDraft
                {
                    DisplayName = parsed.GetRequiredValue(name),
                    TrustedRootCertificate = bytes,
                    CertFileName = path is null ? "built-in.pem" : Path.GetFileName(path),
                }, cancellation);
        });
        return command;
    }

    private static async Task<ApiResult<byte[]?>> BuiltInAsync(ChanceryClient client, CancellationToken cancellation)
    {
        var root = await client.GetPublishedAsync("root.pem", cancellation);
        var issuing = root.IsOk ? await client.GetPublishedAsync("issuing.pem", cancellation) : root;
        return issuing.IsOk ? ApiResult<byte[]?>.Ok([.. root.Value, .. "\n"u8, .. issuing.Value]) : issuing.Error;
    }

    private static Command Pkcs(ApiCommands api)
    {
        var name = Name(api);
        var usage = new Option<string>("--usage")
        {
            DefaultValueFactory = _ => "signing",
            HelpName = "signing|encryption",
            Description = api.Context.Say(HelpWords.Usage),
        };
        usage.AcceptOnlyFromAmong("signing", "encryption");
        var key = new Option<string>("--key")
        {
            DefaultValueFactory = _ => "rsa2048",
            HelpName = "rsa2048|rsa3072|ecP256",
            Description = api.Context.Say(HelpWords.Key),
        };
        key.AcceptOnlyFromAmong("rsa2048", "rsa3072", "ecP256");
        var days = new Option<int>("--days") { DefaultValueFactory = _ => 365, HelpName = "DAYS", Description = api.Context.Say(HelpWords.Days) };
        var subject = new Option<string?>("--subject") { HelpName = "FORMAT", Description = api.Context.Say(HelpWords.Subject) };
        var command = new Command("pkcs", api.Context.Say(HelpWords.ProfilePkcs)) { name, usage, key, days, subject };
        api.Act(command, (client, parsed, cancellation) => CreateAsync(api, client, parsed, new PkcsProfileDraft
        {
            DisplayName = parsed.GetRequiredValue(name),
            CertificateUsage = parsed.GetRequiredValue(usage),
            KeyKind = parsed.GetRequiredValue(key),
            CertificateValidityPeriodValue = parsed.GetValue(days),
            SubjectNameFormatString = parsed.GetValue(subject),
        }, cancellation));
        return command;
    }

    private static Command Imported(ApiCommands api)
    {
        var name = Name(api);
        var purpose = new Option<string>("--purpose")
        {
            Required = true,
            HelpName = "smimeEncryption|smimeSigning",
            Description = api.Context.Say(HelpWords.Purpose),
        };
        purpose.AcceptOnlyFromAmong("smimeEncryption", "smimeSigning");
        var command = new Command("imported", api.Context.Say(HelpWords.ProfileImported)) { name, purpose };
        api.Act(command, (client, parsed, cancellation) => CreateAsync(
            api, client, parsed,
            new ImportedProfileDraft { DisplayName = parsed.GetRequiredValue(name), IntendedPurpose = parsed.GetRequiredValue(purpose) }, cancellation));
        return command;
    }
}
