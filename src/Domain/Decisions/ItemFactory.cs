using System.Collections.Immutable;
using System.Globalization;

namespace Chancery.Domain;

/// <summary>An identity on its way into an item.</summary>
internal abstract record ItemSlot(string Name)
{
    public bool SameSource(ItemSlot other) => (this, other) switch
    {
        (ImportedSlot a, ImportedSlot b) => a.Certificate.Thumbprint == b.Certificate.Thumbprint,
        (IssuedSlot a, IssuedSlot b) => a.Profile.Id == b.Profile.Id,
        _ => false,
    };
}

internal sealed record ImportedSlot(string Name, ImportedCertificate Certificate) : ItemSlot(Name);

internal sealed record IssuedSlot(string Name, Profile Profile, IssueRequest Request) : ItemSlot(Name);

/// <summary>Makes the items that carry identities: revision first, over every fact that shapes the bytes, then what derives from it.</summary>
internal static class ItemFactory
{
    public static PlannedItem Make(
        DeviceFacts facts, string itemId, ItemKind kind, Guid profileId, ImmutableArray<ItemSlot> slots, PlannedAccount? account)
    {
        var device = facts.Device;
        var onUserChannel = device.Platform == Platform.MacOS;
        var revision = Identifiers.Revision(
        [
            itemId, device.Id.ToString(), device.IdentityKeyHash!, device.Platform.ToString(),
            .. slots.SelectMany(slot => SlotFacts(facts, itemId, slot)),
            .. AccountFacts(account),
        ]);
        return new PlannedItem
        {
            ItemId = itemId,
            Kind = kind,
            ProfileId = profileId,
            Channel = onUserChannel ? DeploymentChannel.User : DeploymentChannel.Device,
            WaitsForChannel = onUserChannel && !device.UserChannelBound,
            Revision = revision,
            Identities = [.. slots.Select(slot => Identity(slot, device.Id, revision))],
            Account = account,
        };
    }

    private static PlannedIdentity Identity(ItemSlot slot, Guid deviceId, string revision) => slot switch
    {
        ImportedSlot imported => new ImportedPlannedIdentity(
            imported.Name, Identifiers.Uuid("imported", imported.Certificate.Thumbprint), imported.Certificate.Thumbprint, imported.Certificate.Purpose),
        IssuedSlot issued => new IssuedPlannedIdentity(
            issued.Name, Identifiers.Uuid("issued", issued.Profile.Id.ToString(), deviceId.ToString(), revision),
            ((PkcsCertificateSettings)issued.Profile.Settings).AllowAllAppsAccess, issued.Request),
        _ => throw new InvalidOperationException($"No identity is made of {slot.GetType()}"),
    };

    private static IEnumerable<string> SlotFacts(DeviceFacts facts, string itemId, ItemSlot slot) => slot switch
    {
        ImportedSlot imported => ["imported", slot.Name, imported.Certificate.Thumbprint],
        IssuedSlot issued => IssuedFacts(facts, itemId, issued),
        _ => throw new InvalidOperationException($"No facts are known of {slot.GetType()}"),
    };

    // The renewal threshold is not among the facts itself: changing it must not replace certificates that are in good time.
    private static IEnumerable<string> IssuedFacts(DeviceFacts facts, string itemId, IssuedSlot slot)
    {
        var settings = (PkcsCertificateSettings)slot.Profile.Settings;
        var certificates = facts.Issued.Where(certificate =>
            certificate.DeviceId == facts.Device.Id && certificate.ItemId == itemId && certificate.ProfileId == slot.Profile.Id);
        var renewals = Renewal.Count(certificates, settings.RenewalThresholdPercentage, facts.Now);
        var request = slot.Request;
        return
        [
            "issued", slot.Name, request.ProfileId.ToString(), request.Usage.ToString(), request.KeyKind.ToString(),
            request.ValidityDays.ToString(CultureInfo.InvariantCulture), request.Subject, settings.AllowAllAppsAccess.ToString(),
            renewals.ToString(CultureInfo.InvariantCulture),
            request.EmailAddresses.Length.ToString(CultureInfo.InvariantCulture), .. request.EmailAddresses,
        ];
    }

    private static IEnumerable<string> AccountFacts(PlannedAccount? account)
    {
        if (account is null)
        {
            return [];
        }

        var settings = account.Settings;
        bool[] switches =
        [
            settings.RequireSsl, settings.UseOAuth, settings.BlockMovingMessagesToOtherEmailAccounts, settings.BlockSendingEmailFromThirdPartyApps,
            settings.BlockSyncingRecentlyUsedEmailAddresses, settings.SmimeSigningEnabled, settings.SmimeSigningUserOverrideEnabled,
            settings.SmimeSigningCertificateUserOverrideEnabled, settings.SmimeEncryptByDefaultEnabled, settings.SmimeEncryptByDefaultUserOverrideEnabled,
            settings.SmimeEncryptionCertificateUserOverrideEnabled, settings.SmimeEnablePerMessageSwitch,
        ];
        return
        [
            "account", settings.HostName, settings.AccountName, account.UserName, account.EmailAddress,
            settings.PastDaysToSync.ToString(CultureInfo.InvariantCulture), string.Concat(switches.Select(on => on ? '1' : '0')),
            account.SigningSlot ?? "", account.EncryptionSlot ?? "",
        ];
    }
}
