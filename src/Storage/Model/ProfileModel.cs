using Microsoft.EntityFrameworkCore;

namespace Chancery.Storage;

internal static class ProfileModel
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<ProfileRow>(profile =>
        {
            profile.ToTable("Profiles");
            profile.HasIndex(row => row.DisplayName);
            profile.HasOne<ProfileRow>().WithMany().HasForeignKey(row => row.SigningProfileId).OnDelete(DeleteBehavior.Restrict);
            profile.HasOne<ProfileRow>().WithMany().HasForeignKey(row => row.EncryptionProfileId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<AssignmentRow>(assignment =>
        {
            assignment.ToTable("Assignments", table => table.HasCheckConstraint(
                "CK_Assignments_Group", """("Target" IN ('Group', 'ExclusionGroup')) = ("GroupId" IS NOT NULL)"""));
            assignment.HasOne<ProfileRow>().WithMany().HasForeignKey(row => row.ProfileId).OnDelete(DeleteBehavior.Cascade);
            assignment.HasOne<GroupRow>().WithMany().HasForeignKey(row => row.GroupId).OnDelete(DeleteBehavior.Cascade);
            assignment.HasIndex(row => new { row.ProfileId, row.Target, row.GroupId }).IsUnique();
        });
    }
}
