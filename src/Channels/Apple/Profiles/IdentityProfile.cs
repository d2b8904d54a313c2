using Chancery.Domain;

namespace Chancery.Channels.Apple.Profiles;

/// <summary>
/// Writes profiles that carry identities. What comes out is in clear: it must go through <see cref="ProfileEncryption"/> before it
/// leaves the vault.
/// </summary>
public static class IdentityProfile
{
    private static readonly int[] PastDays = [0, 1, 3, 7, 14, 31];

    /// <summary>
    /// Writes the profile: identities first, then the account and the preferences that refer to them. The description may come from
    /// a server that is not trusted: what does not hold together fails with <c>profileSpecInvalid</c>, naming the slot or the field.
    /// </summary>
    /// <param name="spec">The description.</param>
    /// <param name="content">What fills each slot.</param>
    public static Result<byte[]> Write(AppleProfileSpec spec, IReadOnlyDictionary<string, Pkcs12Content> content) =>
        Problem(spec, content) is { } problem ? problem : PayloadWriter.Write(Build(spec, content));

    private static ConfigurationProfile Build(AppleProfileSpec spec, IReadOnlyDictionary<string, Pkcs12Content> content)
    {
        var uuids = spec.Identities.ToDictionary(identity => identity.Slot, identity => identity.PayloadUuid, StringComparer.Ordinal);
        Guid? Uuid(string? slot) => slot is null ? null : uuids[slot];
        return new ConfigurationProfile
        {
            PayloadIdentifier = spec.PayloadIdentifier,
            PayloadUuid = spec.PayloadUuid,
            PayloadDisplayName = spec.PayloadDisplayName,
            PayloadOrganization = spec.PayloadOrganization,
            UserScope = spec.UserScope,
            Payloads =
            [
                .. spec.Identities.Select(identity => new IdentityPayload(content[identity.Slot], identity.KeyIsExtractable, identity.AllowAllAppsAccess)
                {
                    PayloadIdentifier = identity.PayloadIdentifier,
                    PayloadUuid = identity.PayloadUuid,
                    PayloadDisplayName = identity.PayloadDisplayName,
                }),
                .. spec.Account is not { } account ? Array.Empty<ProfilePayload>() :
                [
                    new EasAccountPayload(account, Uuid(account.SigningSlot), Uuid(account.EncryptionSlot))
                    {
                        PayloadIdentifier = account.PayloadIdentifier, PayloadUuid = account.PayloadUuid, PayloadDisplayName = account.AccountName,
                    },
                ],
                .. spec.Preferences.Select(preference => new PreferencePayload(preference.Kind, preference.Name, uuids[preference.Slot])
                {
                    PayloadIdentifier = preference.PayloadIdentifier, PayloadUuid = preference.PayloadUuid, PayloadDisplayName = preference.Name,
                }),
            ],
        };
    }

    private static Error? Problem(AppleProfileSpec spec, IReadOnlyDictionary<string, Pkcs12Content> content)
    {
        var slots = new HashSet<string>(StringComparer.Ordinal);
        foreach (var identity in spec.Identities)
        {
            if (!slots.Add(identity.Slot))
            {
                return Invalid(identity.Slot, "two identities in one slot");
            }

            // Apple's importer refuses an empty password.
            if (!content.TryGetValue(identity.Slot, out var filling) || filling.Password.Length == 0)
            {
                return Invalid(identity.Slot, "nothing fills the slot");
            }
        }

        var references = spec.Preferences.Select(preference => preference.Slot).Append(spec.Account?.SigningSlot).Append(spec.Account?.EncryptionSlot);
        if (references.FirstOrDefault(slot => slot is not null && !slots.Contains(slot)) is { } stray)
        {
            return Invalid(stray, "no identity has this slot");
        }

        return ProblemOfPayloads(spec);
    }

    private static Error? ProblemOfPayloads(AppleProfileSpec spec)
    {
        (string Identifier, Guid Uuid)[] payloads =
        [
            (spec.PayloadIdentifier, spec.PayloadUuid),
            .. spec.Identities.Select(identity => (identity.PayloadIdentifier, identity.PayloadUuid)),
            .. spec.Preferences.Select(preference => (preference.PayloadIdentifier, preference.PayloadUuid)),
            .. spec.Account is { } account ? [(account.PayloadIdentifier, account.PayloadUuid)] : Array.Empty<(string, Guid)>(),
        ];
        if (payloads.DistinctBy(payload => payload.Identifier).Count() < payloads.Length
            || payloads.DistinctBy(payload => payload.Uuid).Count() < payloads.Length)
        {
            return Invalid("PayloadUUID", "two payloads under one identifier");
        }

        // Preferences live in a login keychain, which only the user channel reaches (Apple: user channel only).
        if (spec.Preferences.Count > 0 && !spec.UserScope)
        {
            return Invalid("PayloadScope", "preferences need the user scope");
        }

        return spec.Account is { } eas && !PastDays.Contains(eas.PastDaysToSync)
            ? Invalid("MailNumberOfPastDaysToSync", "0, 1, 3, 7, 14 or 31")
            : null;
    }

    private static Error Invalid(string target, string detail) => new("profileSpecInvalid", target, detail);
}
