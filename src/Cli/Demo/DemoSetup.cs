using System.Security.Cryptography.X509Certificates;
using System.Text;
using Chancery.Cli.Words;
using Chancery.Client;
using static Chancery.Cli.Demo.DemoRun;

namespace Chancery.Cli.Demo;

/// <summary>What an administrator does first: people, groups, the old certificates, the profiles and whom they are for.</summary>
internal sealed class DemoSetup(DemoRun run, ChanceryClient client, LegacyAuthority legacy)
{
    public async Task<DemoFacts> RunAsync(CancellationToken cancellation)
    {
        var alice = await PersonAsync(DemoCast.Alice, "Alice Archer", "en", cancellation);
        var bob = await PersonAsync(DemoCast.Bob, "Bob Brunet", "fr", cancellation);
        var everybody = await GroupAsync("Mail users", [alice, bob], cancellation);
        var newSigners = await GroupAsync("Signing certificates of our own", [alice], cancellation);
        var oldSigners = await GroupAsync("Signing certificates of the old authority", [bob], cancellation);
        run.Say(DemoWords.PeopleMade);

        var identities = Identities();
        foreach (var (owner, identity, purpose) in identities)
        {
            var import = new PfxImport(identity.Pfx(legacy.Certificate), identity.Password, owner == DemoCast.Alice ? alice : bob, purpose, []);
            var made = Value(await client.ImportPfxAsync(import, cancellation), "importing a PFX");
            Promise(made.Thumbprint == identity.Thumbprint, "An imported certificate came back with another thumbprint.");
        }

        run.Say(DemoWords.Imported(identities.Count));
        var trusted = await ProfilesAsync((everybody.Id!, newSigners.Id!, oldSigners.Id!), cancellation);
        run.Say(DemoWords.ProfilesMade);
        return new DemoFacts(identities, trusted);
    }

    // Alice has changed certificates twice, as people do; Bob's signing certificate came from the old authority and is used everywhere.
    private List<(string Owner, LegacyIdentity Identity, string Purpose)> Identities() =>
    [
        (DemoCast.Alice, legacy.Issue("Alice Archer", DemoCast.Alice, X509KeyUsageFlags.KeyEncipherment, (-2200, -1200)), "smimeEncryption"),
        (DemoCast.Alice, legacy.Issue("Alice Archer", DemoCast.Alice, X509KeyUsageFlags.KeyEncipherment, (-1300, -200)), "smimeEncryption"),
        (DemoCast.Alice, legacy.Issue("Alice Archer", DemoCast.Alice, X509KeyUsageFlags.KeyEncipherment, (-250, 400)), "smimeEncryption"),
        (DemoCast.Bob, legacy.Issue("Bob Brunet", DemoCast.Bob, X509KeyUsageFlags.KeyEncipherment, (-250, 400)), "smimeEncryption"),
        (DemoCast.Bob, legacy.Issue("Bob Brunet", DemoCast.Bob, X509KeyUsageFlags.DigitalSignature, (-250, 400)), "smimeSigning"),
    ];

    private async Task<ClientUser> PersonAsync(string address, string name, string language, CancellationToken cancellation) => Value(
        await client.CreateUserAsync(
            new ClientUser
            {
                UserPrincipalName = address,
                Mail = address,
                DisplayName = name,
                GivenName = name.Split(' ')[0],
                Surname = name.Split(' ')[1],
                PreferredLanguage = language,
            },
            cancellation),
        "creating a user");

    private async Task<ClientGroup> GroupAsync(string name, ClientUser[] members, CancellationToken cancellation)
    {
        var group = Value(await client.CreateGroupAsync(new ClientGroup { DisplayName = name }, cancellation), "creating a group");
        foreach (var member in members)
        {
            Value(await client.AddGroupMemberAsync(group.Id!, member.Id!, cancellation), "adding a member");
        }

        return group;
    }

    /// <returns>The thumbprints that each trusted profile brings, by the profile's identifier.</returns>
    private async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ProfilesAsync(
        (string Everybody, string NewSigners, string OldSigners) groups, CancellationToken cancellation)
    {
        var root = Value(await client.GetPublishedAsync("root.pem", cancellation), "reading our root");
        var issuing = Value(await client.GetPublishedAsync("issuing.pem", cancellation), "reading our issuing authority");
        byte[] chain = [.. root, .. "\n"u8, .. issuing];
        var ours = await MakeAsync(
            new TrustedProfileDraft { DisplayName = "Our authority", TrustedRootCertificate = chain, CertFileName = "chain.pem" }, groups.Everybody,
            cancellation);
        var old = await MakeAsync(
            new TrustedProfileDraft { DisplayName = "The old authority", TrustedRootCertificate = legacy.Certificate.RawData, CertFileName = "legacy.cer" },
            groups.Everybody, cancellation);
        var signing = await MakeAsync(new PkcsProfileDraft { DisplayName = "Signing, a certificate for each device" }, groups.NewSigners, cancellation);
        var importedSigning = await MakeAsync(
            new ImportedProfileDraft { DisplayName = "Signing, imported", IntendedPurpose = "smimeSigning" }, groups.OldSigners, cancellation);
        var encryption = await MakeAsync(
            new ImportedProfileDraft { DisplayName = "Encryption, the whole history", IntendedPurpose = "smimeEncryption" }, groups.Everybody, cancellation);
        await MakeAsync(Email("Mail, own signing certificates", signing, encryption), groups.NewSigners, cancellation);
        await MakeAsync(Email("Mail, imported signing certificates", importedSigning, encryption), groups.OldSigners, cancellation);
        return new Dictionary<string, IReadOnlyList<string>>
        {
            [ours] = Thumbprints(Encoding.ASCII.GetString(chain)),
            [old] = [legacy.Certificate.Thumbprint.ToLowerInvariant()],
        };
    }

    private static EmailProfileDraft Email(string name, string signing, string encryption) => new()
    {
        DisplayName = name,
        AccountName = "Example",
        HostName = "mail.example.test",
        SigningCertificate = EmailProfileDraft.Reference(signing),
        EncryptionCertificate = EmailProfileDraft.Reference(encryption),
    };

    private async Task<string> MakeAsync(ProfileDraft draft, string group, CancellationToken cancellation)
    {
        var made = Value(await client.CreateProfileAsync(draft, cancellation), $"creating the profile {draft.DisplayName}");
        Value(await client.AssignProfileAsync(made.Id, [new AssignmentTarget(AssignmentTargetKind.Group, group)], cancellation), "assigning a profile");
        return made.Id;
    }

    private static List<string> Thumbprints(string pem)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(pem);
        return [.. certificates.Select(certificate => certificate.Thumbprint.ToLowerInvariant())];
    }
}

/// <summary>What the demo knows of its own world, and later holds against what the devices have.</summary>
/// <param name="Identities">The imported identities, oldest first.</param>
/// <param name="Trusted">The thumbprints each trusted profile brings, by its identifier.</param>
internal sealed record DemoFacts(
    IReadOnlyList<(string Owner, LegacyIdentity Identity, string Purpose)> Identities, IReadOnlyDictionary<string, IReadOnlyList<string>> Trusted)
{
    /// <summary>The encryption history of a person, oldest first.</summary>
    public IReadOnlyList<LegacyIdentity> History(string owner) =>
        [.. Identities.Where(one => one.Owner == owner && one.Purpose == "smimeEncryption").Select(one => one.Identity)];

    /// <summary>Bob's signing identity.</summary>
    public LegacyIdentity ImportedSigning => Identities.Single(one => one.Purpose == "smimeSigning").Identity;
}
