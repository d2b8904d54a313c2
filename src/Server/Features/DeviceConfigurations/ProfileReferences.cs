using Chancery.Domain;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.DeviceConfigurations;

/// <summary>The certificate profiles an e-mail profile is bound to.</summary>
internal static class ProfileReferences
{
    /// <summary>Whether both exist, and are for certificates of the right use.</summary>
    internal static async Task<Error?> CheckAsync(ChanceryDbContext db, EmailSettings settings, CancellationToken cancellation) =>
        await CheckAsync(db, settings.SigningProfileId, EmailReading.SigningBind, CertificateUsage.Signing, cancellation)
        ?? await CheckAsync(db, settings.EncryptionProfileId, EmailReading.EncryptionBind, CertificateUsage.Encryption, cancellation);

    private static async Task<Error?> CheckAsync(ChanceryDbContext db, Guid? id, string name, CertificateUsage use, CancellationToken cancellation)
    {
        if (id is null)
        {
            return null;
        }

        var found = await db.Profiles.AsNoTracking().FirstOrDefaultAsync(profile => profile.Id == id, cancellation);
        var purpose = use == CertificateUsage.Signing ? IntendedPurpose.SmimeSigning : IntendedPurpose.SmimeEncryption;
        var fits = found is not null && ProfileSettingsJson.Read(found) switch
        {
            PkcsCertificateSettings pkcs => pkcs.Usage == use,
            ImportedPfxSettings imported => imported.IntendedPurpose == purpose,
            _ => false,
        };
        return fits ? null : new Error("profileUnknown", name, $"{id} is no profile of certificates for {use.ToString().ToLowerInvariant()}.");
    }
}
