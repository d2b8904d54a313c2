using Microsoft.EntityFrameworkCore;

namespace Chancery.Storage;

internal static class DeviceModel
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<EnrollmentRow>(enrollment =>
        {
            enrollment.ToTable("Enrollments");
            enrollment.HasOne<UserRow>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Restrict);
            enrollment.HasIndex(row => row.IdentityThumbprint).IsUnique();
            enrollment.HasIndex(row => row.LinkTokenHash).IsUnique();
        });
        model.Entity<DeviceRow>(device =>
        {
            device.ToTable("Devices");

            // A person with devices is not deleted: his devices are retired first.
            device.HasOne<UserRow>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Restrict);
            device.HasOne<EnrollmentRow>().WithOne().HasForeignKey<DeviceRow>(row => row.EnrollmentId).OnDelete(DeleteBehavior.Restrict);
            device.HasIndex(row => row.IdentityThumbprint).IsUnique();
            device.HasIndex(row => row.Udid);

            // Partial: among 20,000 devices a handful are marked, and finding them must not read the others.
            device.HasIndex(row => row.Id, "IX_Devices_NeedsPlan").HasFilter(Sql.IsTrue("NeedsPlan"));
            device.HasIndex(row => row.PlanDueDateTime).HasFilter("""("PlanDueDateTime" IS NOT NULL)""");
        });
        model.Entity<AppleChannelRow>(channel =>
        {
            channel.ToTable("AppleChannels");
            channel.HasOne<DeviceRow>().WithMany(row => row.Channels).HasForeignKey(row => row.DeviceId).OnDelete(DeleteBehavior.Cascade);
            channel.HasIndex(row => new { row.DeviceId, row.UserId }).IsUnique();
        });
        model.Entity<DeviceActionRow>(action =>
        {
            action.ToTable("DeviceActions");
            action.HasOne<DeviceRow>().WithMany().HasForeignKey(row => row.DeviceId).OnDelete(DeleteBehavior.Cascade);
            action.HasIndex(row => row.DeviceId);
        });
    }
}
