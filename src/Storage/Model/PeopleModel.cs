using Microsoft.EntityFrameworkCore;

namespace Chancery.Storage;

internal static class PeopleModel
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<UserRow>(user =>
        {
            user.ToTable("Users");
            user.HasIndex(row => row.UserPrincipalNameKey).IsUnique();
            user.HasIndex(row => row.MailKey);
        });
        model.Entity<GroupRow>(group => group.ToTable("Groups").HasIndex(row => row.DisplayName));
        model.Entity<GroupMemberRow>(member =>
        {
            member.ToTable("GroupMembers", table => table.HasCheckConstraint(
                "CK_GroupMembers_OneKind", """("UserId" IS NULL) <> ("DeviceId" IS NULL)"""));
            member.HasKey(row => new { row.GroupId, row.MemberId });
            member.HasOne<GroupRow>().WithMany().HasForeignKey(row => row.GroupId).OnDelete(DeleteBehavior.Cascade);
            member.HasOne<UserRow>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
            member.HasOne<DeviceRow>().WithMany().HasForeignKey(row => row.DeviceId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
