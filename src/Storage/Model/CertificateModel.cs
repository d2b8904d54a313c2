using Microsoft.EntityFrameworkCore;

namespace Chancery.Storage;

internal static class CertificateModel
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<UserPfxCertificateRow>(imported =>
        {
            imported.ToTable("UserPfxCertificates");

            // The only copy of a key may be here: deleting a person never takes it along in silence.
            imported.HasOne<UserRow>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Restrict);
            imported.HasIndex(row => new { row.UserId, row.IntendedPurpose, row.Thumbprint }).IsUnique();
            imported.HasIndex(row => row.Thumbprint);
        });
        model.Entity<IssuedCertificateRow>(issued =>
        {
            issued.ToTable("IssuedCertificates");
            issued.HasOne<DeviceRow>().WithMany().HasForeignKey(row => row.DeviceId).OnDelete(DeleteBehavior.Restrict);
            issued.HasOne<UserRow>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Restrict);
            issued.HasIndex(row => row.Sha256).IsUnique();
            issued.HasIndex(row => row.SerialNumber);
            issued.HasIndex(row => row.Thumbprint);
            issued.HasIndex(row => row.ProfileId);
        });
    }
}
