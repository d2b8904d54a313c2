using Microsoft.EntityFrameworkCore;

namespace Chancery.Storage;

internal static class OperationsModel
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<WorkRow>(work =>
        {
            work.ToTable("Work");

            // One open piece for each subject; finished ones may share it. The partial indexes hold open work alone, however much is finished.
            work.HasIndex(row => row.SubjectKey, "IX_Work_OpenSubject").IsUnique().HasFilter("""("State" IN ('Queued', 'Leased'))""");
            work.HasIndex(row => new { row.Priority, row.DueDateTime, row.Id }, "IX_Work_Queued")
                .IsDescending(true, false, false).HasFilter("""("State" = 'Queued')""");
            work.HasIndex(row => row.LeaseExpires, "IX_Work_Leased").HasFilter("""("State" = 'Leased')""");
            work.HasIndex(row => row.FinishedDateTime).HasFilter("""("FinishedDateTime" IS NOT NULL)""");
        });
        model.Entity<AuditRow>(audit =>
        {
            audit.ToTable("Audit");
            audit.HasKey(row => row.Sequence);
            audit.Property(row => row.Sequence).ValueGeneratedNever();
            audit.HasIndex(row => new { row.TargetType, row.TargetId });
        });
        model.Entity<AuditHeadRow>(head =>
        {
            head.ToTable("AuditHead");
            head.Property(row => row.Id).ValueGeneratedNever();
            head.HasData(new AuditHeadRow { Id = 1, Sequence = 0, Hash = new byte[32] });
        });
        model.Entity<ConnectorRow>(connector => connector.ToTable("Connectors").HasIndex(row => row.CertificateHash).IsUnique());
        model.Entity<PublishedRow>(published => published.ToTable("Published").HasKey(row => row.Name));
        model.Entity<SettingRow>(setting => setting.ToTable("Settings").HasKey(row => row.Name));
    }
}
