using Microsoft.EntityFrameworkCore;

namespace Chancery.Storage;

internal static class DeploymentModel
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<DeploymentRow>(deployment =>
        {
            deployment.ToTable("Deployments");
            deployment.HasOne<DeviceRow>().WithMany().HasForeignKey(row => row.DeviceId).OnDelete(DeleteBehavior.Cascade);
            deployment.HasOne(row => row.SealedProfile).WithMany().HasForeignKey(row => row.SealedProfileId).OnDelete(DeleteBehavior.SetNull);
            deployment.HasIndex(row => new { row.DeviceId, row.ItemId }).IsUnique();
            deployment.HasIndex(row => row.ProfileId);
        });
        model.Entity<SealedProfileRow>(profile =>
        {
            profile.ToTable("SealedProfiles");
            profile.HasOne<DeviceRow>().WithMany().HasForeignKey(row => row.DeviceId).OnDelete(DeleteBehavior.Cascade);
            profile.HasIndex(row => new { row.DeviceId, row.DeviceKeyHash, row.ItemId, row.Revision }).IsUnique();
        });
        model.Entity<SealedIdentityRow>(identity =>
        {
            identity.ToTable("SealedIdentities");
            identity.HasKey(row => new { row.SealedProfileId, row.Slot });
            identity.HasOne<SealedProfileRow>().WithMany(row => row.Identities).HasForeignKey(row => row.SealedProfileId).OnDelete(DeleteBehavior.Cascade);
            identity.HasIndex(row => row.Thumbprint);
        });
    }
}
