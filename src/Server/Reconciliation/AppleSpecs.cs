using Chancery.Channels.Apple.Profiles;
using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Storage;

namespace Chancery.Server.Reconciliation;

/// <summary>Planned items as Apple's profiles. Names shown on the device come from facts in the revision, never from a profile's display name.</summary>
internal static class AppleSpecs
{
    public static string DisplayName(PlannedItem item) => item.Kind switch
    {
        ItemKind.Trust => "Certificate authorities",
        ItemKind.Account => item.Account!.Settings.AccountName,
        _ => "S/MIME certificate",
    };

    public static TrustedProfileSpec Trust(Guid deviceId, PlannedItem item, string organization) => new(
        Identifiers.PayloadIdentifier(item.ItemId),
        Identifiers.ProfileUuid(deviceId, item.ItemId, item.Revision),
        DisplayName(item),
        organization,
        UserScope: item.Channel == DeploymentChannel.User,
        [.. item.TrustedCertificates.Select(certificate => new Channels.Apple.Profiles.TrustedCertificate(certificate.Der, certificate.IsRoot))]);

    public static AppleProfileSpec Profile(DeviceRow device, PlannedItem item, string organization) => new(
        Identifiers.PayloadIdentifier(item.ItemId),
        Identifiers.ProfileUuid(device.Id, item.ItemId, item.Revision),
        DisplayName(item),
        organization,
        UserScope: item.Channel == DeploymentChannel.User,
        [.. item.Identities.Select(identity => Payload(item, identity))],
        item.Account is { } account && device.Platform == Platform.IOS ? Account(device.Id, item, account) : null,
        item.Account is { } mac && device.Platform == Platform.MacOS ? [.. Preferences(device.Id, item, mac)] : []);

    public static IdentityRequest Identity(PlannedIdentity identity, Func<ImportedPlannedIdentity, ImportedBytes> imported) => identity switch
    {
        ImportedPlannedIdentity planned when imported(planned) is var bytes => new ImportedIdentityRequest
        {
            Slot = planned.Slot,
            SealedKey = bytes.SealedKey,
            Certificate = bytes.Certificate,
        },
        IssuedPlannedIdentity { Request: var request } => new IssuedIdentityRequest
        {
            Slot = identity.Slot,
            ProfileId = request.ProfileId,
            Usage = request.Usage,
            KeyKind = request.KeyKind,
            ValidityDays = request.ValidityDays,
            Subject = request.Subject,
            EmailAddresses = request.EmailAddresses,
        },
        _ => throw new ArgumentException($"No request is made of {identity.GetType().Name}.", nameof(identity)),
    };

    private static AppleIdentityPayloadSpec Payload(PlannedItem item, PlannedIdentity identity) => new(
        identity.Slot,
        $"{Identifiers.PayloadIdentifier(item.ItemId)}.{identity.Slot}",
        identity.PayloadUuid,
        identity.Slot switch { "signing" => "S/MIME signing", "encryption" => "S/MIME encryption", _ => "S/MIME certificate" },
        KeyIsExtractable: false,
        identity.AllowAllAppsAccess);

    private static AppleEasAccountSpec Account(Guid deviceId, PlannedItem item, PlannedAccount account)
    {
        var settings = account.Settings;
        return new AppleEasAccountSpec
        {
            PayloadIdentifier = $"{Identifiers.PayloadIdentifier(item.ItemId)}.eas",
            PayloadUuid = Identifiers.StableUuid(deviceId, item.ItemId, "eas"),
            AccountName = settings.AccountName,
            Host = settings.HostName,
            Ssl = settings.RequireSsl,
            UserName = account.UserName,
            EmailAddress = account.EmailAddress,
            OAuth = settings.UseOAuth,
            PastDaysToSync = settings.PastDaysToSync,
            PreventMove = settings.BlockMovingMessagesToOtherEmailAccounts,
            PreventAppSheet = settings.BlockSendingEmailFromThirdPartyApps,
            DisableMailRecentsSyncing = settings.BlockSyncingRecentlyUsedEmailAddresses,

            // A switch without an identity behind it would make Mail refuse to send.
            SigningEnabled = settings.SmimeSigningEnabled && account.SigningSlot is not null,
            SigningSlot = account.SigningSlot,
            SigningUserOverrideable = settings.SmimeSigningUserOverrideEnabled,
            SigningCertificateUserOverrideable = settings.SmimeSigningCertificateUserOverrideEnabled,
            EncryptByDefault = settings.SmimeEncryptByDefaultEnabled && account.EncryptionSlot is not null,
            EncryptByDefaultUserOverrideable = settings.SmimeEncryptByDefaultUserOverrideEnabled,
            EncryptionSlot = account.EncryptionSlot,
            EncryptionCertificateUserOverrideable = settings.SmimeEncryptionCertificateUserOverrideEnabled,
            PerMessageSwitch = settings.SmimeEnablePerMessageSwitch,
        };
    }

    private static IEnumerable<ApplePreferenceSpec> Preferences(Guid deviceId, PlannedItem item, PlannedAccount account)
    {
        if (account.SigningSlot is { } signing && account.Settings.SmimeSigningEnabled)
        {
            yield return Preference(signing, ApplePreferenceKind.Identity, "identitypreference");
        }

        if (account.EncryptionSlot is { } encryption)
        {
            yield return Preference(encryption, ApplePreferenceKind.Certificate, "certificatepreference");
        }

        ApplePreferenceSpec Preference(string slot, ApplePreferenceKind kind, string name) => new(
            account.EmailAddress, slot, kind, $"{Identifiers.PayloadIdentifier(item.ItemId)}.{name}", Identifiers.StableUuid(deviceId, item.ItemId, name));
    }
}
