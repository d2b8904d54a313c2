using System.Collections.Immutable;

namespace Chancery.Domain;

/// <summary>
/// Finds the identity an e-mail profile refers to. Where there is none the account is planned without it, with a warning: mail
/// without signing serves the person better than no mail.
/// </summary>
internal sealed class ReferenceResolver(
    DeviceFacts facts, List<Profile> profiles, PlannedIdentities identities, Profile email, ImmutableArray<Error>.Builder warnings)
{
    public ItemSlot? Find(Guid? reference, string slot, CertificateUsage usage)
    {
        if (reference is not { } id)
        {
            return null;
        }

        switch (profiles.Find(profile => profile.Id == id))
        {
            case null:
                return Warn("referencedProfileNotAssigned", id);
            case { Settings: PkcsCertificateSettings settings } when settings.Usage == usage:
                // A template that does not resolve was warned of already.
                return identities.Issued.FirstOrDefault(entry => entry.Profile.Id == id) is { } issued
                    ? new IssuedSlot(slot, issued.Profile, issued.Request)
                    : null;
            case { Settings: ImportedPfxSettings settings } when settings.IntendedPurpose == Purpose(usage):
                // So was a purpose of which nothing was imported.
                return Current(settings.IntendedPurpose) is { } certificate ? new ImportedSlot(slot, certificate) : null;
            default:
                return Warn("referencedProfileUnsuitable", id);
        }
    }

    private static IntendedPurpose Purpose(CertificateUsage usage) =>
        usage == CertificateUsage.Signing ? IntendedPurpose.SmimeSigning : IntendedPurpose.SmimeEncryption;

    private ImportedCertificate? Current(IntendedPurpose purpose) =>
        CertificateChoice.Of(facts.Imported.Where(certificate => certificate.UserId == facts.User?.Id), purpose).Current;

    private ItemSlot? Warn(string code, Guid reference)
    {
        warnings.Add(new Error(code, email.Id.ToString(), $"refers to {reference}"));
        return null;
    }
}
