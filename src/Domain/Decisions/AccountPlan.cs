using System.Collections.Immutable;

namespace Chancery.Domain;

/// <summary>The mail account of a device, and which identities it takes with it.</summary>
internal sealed class AccountPlan
{
    private readonly ImmutableArray<ItemSlot> _slots;

    private AccountPlan(PlannedItem item, ImmutableArray<ItemSlot> slots) => (Item, _slots) = (item, slots);

    public PlannedItem Item { get; }

    public static AccountPlan? Of(DeviceFacts facts, List<Profile> profiles, PlannedIdentities identities, ImmutableArray<Error>.Builder warnings)
    {
        var candidates = profiles.Where(profile => profile.Settings is EmailSettings).ToList();
        if (facts.User is not { } user || candidates is not [var profile, ..])
        {
            return null;
        }

        warnings.AddRange(candidates.Skip(1).Select(other => new Error("severalEmailProfiles", other.Id.ToString())));
        var settings = (EmailSettings)profile.Settings;
        var address = settings.EmailAddressSource == EmailAddressSource.PrimarySmtpAddress ? user.Mail : user.UserPrincipalName;
        var userName = settings.UsernameSource == UsernameSource.PrimarySmtpAddress ? user.Mail : user.UserPrincipalName;
        if (string.IsNullOrEmpty(address) || string.IsNullOrEmpty(userName))
        {
            warnings.Add(new Error("templateVariableMissing", "{{EmailAddress}}", $"profile {profile.Id}"));
            return null;
        }

        var references = new ReferenceResolver(facts, profiles, identities, profile, warnings);
        var signing = references.Find(settings.SigningProfileId, "signing", CertificateUsage.Signing);
        var encryption = references.Find(settings.EncryptionProfileId, "encryption", CertificateUsage.Encryption);
        if (signing is not null && encryption is not null && signing.SameSource(encryption))
        {
            // One certificate for both: one payload, two references.
            encryption = signing;
        }

        ImmutableArray<ItemSlot> slots = [.. new[] { signing, encryption }.OfType<ItemSlot>().Distinct()];
        var account = new PlannedAccount(settings, userName, address, signing?.Name, encryption?.Name);
        return new AccountPlan(ItemFactory.Make(facts, Identifiers.Account(profile.Id), ItemKind.Account, profile.Id, slots, account), slots);
    }

    public bool Carries(ImportedCertificate certificate) =>
        _slots.OfType<ImportedSlot>().Any(slot => slot.Certificate.Thumbprint == certificate.Thumbprint);

    public bool Carries(Profile pkcs) => _slots.OfType<IssuedSlot>().Any(slot => slot.Profile.Id == pkcs.Id);
}
