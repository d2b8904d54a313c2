using System.Collections.Immutable;

namespace Chancery.Domain;

/// <summary>An imported certificate and the profile that delivers it.</summary>
internal sealed record ImportedEntry(Guid ProfileId, ImportedCertificate Certificate);

/// <summary>A PKCS profile and what it asks to be issued.</summary>
internal sealed record IssuedEntry(Profile Profile, IssueRequest Request);

/// <summary>The identities a device should have, before they are put into items. Each imported certificate is here exactly once.</summary>
internal sealed class PlannedIdentities
{
    private PlannedIdentities(ImmutableArray<ImportedEntry> imported, ImmutableArray<IssuedEntry> issued) => (Imported, Issued) = (imported, issued);

    public ImmutableArray<ImportedEntry> Imported { get; }

    public ImmutableArray<IssuedEntry> Issued { get; }

    public static PlannedIdentities Of(DeviceFacts facts, List<Profile> profiles, ImmutableArray<Error>.Builder warnings) =>
        facts.User is { } user
            ? new PlannedIdentities([.. ImportedOf(facts, user, profiles, warnings)], [.. IssuedOf(facts, user, profiles, warnings)])
            : new PlannedIdentities([], []);

    // Two profiles of one purpose deliver the same certificates: the first by identifier does, so that none is there twice.
    private static IEnumerable<ImportedEntry> ImportedOf(
        DeviceFacts facts, User user, List<Profile> profiles, ImmutableArray<Error>.Builder warnings)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var own = facts.Imported.Where(certificate => certificate.UserId == user.Id).ToList();
        foreach (var profile in profiles)
        {
            if (profile.Settings is not ImportedPfxSettings settings)
            {
                continue;
            }

            var chosen = CertificateChoice.Of(own, settings.IntendedPurpose);
            if (chosen.Current is null)
            {
                warnings.Add(new Error("noCertificateToDeliver", profile.Id.ToString()));
                continue;
            }

            foreach (var certificate in chosen.History.Insert(0, chosen.Current).Where(certificate => seen.Add(certificate.Thumbprint)))
            {
                yield return new ImportedEntry(profile.Id, certificate);
            }
        }
    }

    private static IEnumerable<IssuedEntry> IssuedOf(DeviceFacts facts, User user, List<Profile> profiles, ImmutableArray<Error>.Builder warnings)
    {
        foreach (var profile in profiles)
        {
            if (profile.Settings is not PkcsCertificateSettings settings)
            {
                continue;
            }

            if (settings.Usage == CertificateUsage.Encryption)
            {
                warnings.Add(new Error("pkcsEncryptionPerDevice", profile.Id.ToString()));
            }

            var request = Request(profile.Id, settings, facts.Device, user);
            if (request.IsOk)
            {
                yield return new IssuedEntry(profile, request.Value);
            }
            else
            {
                warnings.Add(request.Error with { Detail = $"profile {profile.Id}" });
            }
        }
    }

    private static Result<IssueRequest> Request(Guid profileId, PkcsCertificateSettings settings, ManagedDevice device, User user)
    {
        var subject = Templates.ResolveSubject(settings.SubjectNameFormatString, device, user);
        if (!subject.IsOk)
        {
            return subject.Error;
        }

        var addresses = ImmutableArray.CreateBuilder<string>();
        foreach (var template in settings.EmailAddresses)
        {
            var address = Templates.Resolve(template, device, user);
            if (!address.IsOk)
            {
                return address.Error;
            }

            addresses.Add(address.Value);
        }

        return new IssueRequest(profileId, settings.Usage, settings.KeyKind, settings.ValidityDays, subject.Value, addresses.ToImmutable());
    }
}
