using Microsoft.EntityFrameworkCore;

namespace Chancery.Connector.Store;

/// <summary>The connector's own store. Its tables are those of <see cref="StoreSchema"/>; a test holds the two together.</summary>
internal sealed class ConnectorDbContext(DbContextOptions<ConnectorDbContext> options) : DbContext(options)
{
    public DbSet<ChallengeRow> Challenges => Set<ChallengeRow>();

    public DbSet<BindingRow> Bindings => Set<BindingRow>();

    public DbSet<EndedRow> Ended => Set<EndedRow>();

    public DbSet<IssuanceRow> Issuances => Set<IssuanceRow>();

    public DbSet<RevocationRow> Revocations => Set<RevocationRow>();

    public DbSet<CrlRow> Crls => Set<CrlRow>();

    public DbSet<SealedRow> Sealed => Set<SealedRow>();

    public DbSet<ScepRow> Scep => Set<ScepRow>();

    public DbSet<WorkResultRow> WorkResults => Set<WorkResultRow>();

    public DbSet<LetterRow> Letters => Set<LetterRow>();

    public DbSet<SettingRow> Settings => Set<SettingRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ChallengeRow>().ToTable("challenges").HasKey(row => row.EnrollmentId);
        modelBuilder.Entity<BindingRow>().ToTable("bindings").HasKey(row => new { row.EnrollmentId, row.KeyHash });
        modelBuilder.Entity<EndedRow>().ToTable("ended").HasKey(row => row.EnrollmentId);
        modelBuilder.Entity<IssuanceRow>().ToTable("issuances").HasKey(row => row.SerialNumber);
        modelBuilder.Entity<RevocationRow>().ToTable("revocations").HasKey(row => row.SerialNumber);
        modelBuilder.Entity<CrlRow>().ToTable("crls").HasKey(row => row.Authority);
        modelBuilder.Entity<SealedRow>().ToTable("sealed").HasKey(row => new { row.KeyHash, row.ItemId, row.Revision });
        modelBuilder.Entity<ScepRow>().ToTable("scep").HasKey(row => new { row.TransactionId, row.KeyHash });
        modelBuilder.Entity<WorkResultRow>().ToTable("work_results").HasKey(row => row.Id);
        modelBuilder.Entity<LetterRow>().ToTable("letters").HasKey(row => row.Id);
        modelBuilder.Entity<SettingRow>().ToTable("settings").HasKey(row => row.Name);
    }
}
