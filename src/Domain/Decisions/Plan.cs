using System.Collections.Immutable;

namespace Chancery.Domain;

/// <summary>What a device should have, from facts alone: the same facts give the same plan, whatever order they come in.</summary>
public static class Plan
{
    /// <summary>Plans one device.</summary>
    /// <param name="facts">Its facts.</param>
    /// <returns>The plan: empty for a device that is not managed (any more) or has no identity to seal to.</returns>
    public static DevicePlan For(DeviceFacts facts)
    {
        if (facts.Device is not { ManagementState: ManagementState.Managed, IdentityKeyHash: not null })
        {
            return new DevicePlan(facts.Device.Id, [], [], null);
        }

        var warnings = ImmutableArray.CreateBuilder<Error>();
        var profiles = AssignmentRule.Applying(facts).ToList();
        var items = ImmutableArray.CreateBuilder<PlannedItem>();
        items.AddRange(profiles.Where(profile => profile.Settings is TrustedCertificateSettings).Select(profile => TrustItem(facts, profile)));

        var identities = PlannedIdentities.Of(facts, profiles, warnings);
        var account = AccountPlan.Of(facts, profiles, identities, warnings);
        var standalone = StandaloneItems(facts, identities, account).ToList();
        items.AddRange(standalone);
        if (account is not null)
        {
            // The certificates that leave the account, or never were in it, must be in place before it is touched.
            var history = standalone.Where(item => !item.Carries.IsEmpty).Select(item => item.ItemId);
            items.Add(account.Item with { After = [.. history] });
        }

        return new DevicePlan(facts.Device.Id, items.ToImmutable(), warnings.ToImmutable(), RenewalDue(facts, profiles));
    }

    private static PlannedItem TrustItem(DeviceFacts facts, Profile profile)
    {
        var settings = (TrustedCertificateSettings)profile.Settings;
        var itemId = Identifiers.Trust(profile.Id);
        var certificates = settings.Certificates.Select(certificate => $"{certificate.IsRoot} {Convert.ToBase64String(certificate.Der)}");
        return new PlannedItem
        {
            ItemId = itemId,
            Kind = ItemKind.Trust,
            ProfileId = profile.Id,
            Channel = DeploymentChannel.Device,
            Revision = Identifiers.Revision([itemId, facts.Device.Id.ToString(), facts.Device.IdentityKeyHash!, .. certificates]),
            TrustedCertificates = settings.Certificates,
        };
    }

    private static IEnumerable<PlannedItem> StandaloneItems(DeviceFacts facts, PlannedIdentities identities, AccountPlan? account)
    {
        foreach (var (profileId, certificate) in identities.Imported.Where(entry => account?.Carries(entry.Certificate) != true))
        {
            var itemId = Identifiers.Identity(profileId, certificate.Thumbprint);
            yield return ItemFactory.Make(facts, itemId, ItemKind.Identity, profileId, [new ImportedSlot("identity", certificate)], null);
        }

        foreach (var (profile, request) in identities.Issued.Where(entry => account?.Carries(entry.Profile) != true))
        {
            yield return ItemFactory.Make(
                facts, Identifiers.Identity(profile.Id), ItemKind.Identity, profile.Id, [new IssuedSlot("identity", profile, request)], null);
        }
    }

    private static DateTimeOffset? RenewalDue(DeviceFacts facts, List<Profile> profiles)
    {
        var dues =
            from profile in profiles
            let settings = profile.Settings as PkcsCertificateSettings
            where settings is not null
            from item in facts.Issued.Where(certificate => certificate.ProfileId == profile.Id).GroupBy(certificate => certificate.ItemId)
            select Renewal.NextDue(item, settings.RenewalThresholdPercentage, facts.Now);
        return dues.Min();
    }
}
