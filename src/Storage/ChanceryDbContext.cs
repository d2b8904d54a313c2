using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Chancery.Storage;

/// <summary>
/// The one model of the server's database. Open it through <see cref="StorageSetup"/>, which picks the store: the two classes derived from it differ
/// in their migrations alone.
/// </summary>
public abstract class ChanceryDbContext : DbContext
{
    private readonly List<Action> _whenCommitted = [];
    private Guid _transactionId;

    /// <summary>For the two stores.</summary>
    /// <param name="options">The store and its interceptors.</param>
    protected ChanceryDbContext(DbContextOptions options)
        : base(options)
    {
    }

    /// <summary>People.</summary>
    public DbSet<UserRow> Users => Set<UserRow>();

    /// <summary>Groups.</summary>
    public DbSet<GroupRow> Groups => Set<GroupRow>();

    /// <summary>Members of groups.</summary>
    public DbSet<GroupMemberRow> GroupMembers => Set<GroupMemberRow>();

    /// <summary>Enrolments.</summary>
    public DbSet<EnrollmentRow> Enrollments => Set<EnrollmentRow>();

    /// <summary>Managed devices.</summary>
    public DbSet<DeviceRow> Devices => Set<DeviceRow>();

    /// <summary>Their MDM channels.</summary>
    public DbSet<AppleChannelRow> AppleChannels => Set<AppleChannelRow>();

    /// <summary>Actions on devices.</summary>
    public DbSet<DeviceActionRow> DeviceActions => Set<DeviceActionRow>();

    /// <summary>Profiles.</summary>
    public DbSet<ProfileRow> Profiles => Set<ProfileRow>();

    /// <summary>Assignments of profiles.</summary>
    public DbSet<AssignmentRow> Assignments => Set<AssignmentRow>();

    /// <summary>Imported certificates with their sealed keys.</summary>
    public DbSet<UserPfxCertificateRow> UserPfxCertificates => Set<UserPfxCertificateRow>();

    /// <summary>Certificates issued for devices.</summary>
    public DbSet<IssuedCertificateRow> IssuedCertificates => Set<IssuedCertificateRow>();

    /// <summary>Items on devices.</summary>
    public DbSet<DeploymentRow> Deployments => Set<DeploymentRow>();

    /// <summary>Profiles sealed to devices.</summary>
    public DbSet<SealedProfileRow> SealedProfiles => Set<SealedProfileRow>();

    /// <summary>What those carry.</summary>
    public DbSet<SealedIdentityRow> SealedIdentities => Set<SealedIdentityRow>();

    /// <summary>Work for connectors; changed through <see cref="WorkQueue"/>.</summary>
    public DbSet<WorkRow> Work => Set<WorkRow>();

    /// <summary>The audit log; written through <see cref="AuditWriter"/>.</summary>
    public DbSet<AuditRow> Audit => Set<AuditRow>();

    /// <summary>The end of the audit log.</summary>
    public DbSet<AuditHeadRow> AuditHead => Set<AuditHeadRow>();

    /// <summary>Connectors.</summary>
    public DbSet<ConnectorRow> Connectors => Set<ConnectorRow>();

    /// <summary>What connectors made public.</summary>
    public DbSet<PublishedRow> Published => Set<PublishedRow>();

    /// <summary>Settings.</summary>
    public DbSet<SettingRow> Settings => Set<SettingRow>();

    /// <summary>Whether this is PostgreSQL; else it is SQLite.</summary>
    public bool IsPostgres => this is PostgresChanceryDbContext;

    /// <summary>What wakes those who wait in this process.</summary>
    public WorkSignal Signal { get; internal set; } = new();

    /// <summary>Where this process's writers queue.</summary>
    internal WriteGate Gate { get; set; } = WriteGate.Open;

    /// <summary>Runs an action when the current transaction has committed, and never if it is rolled back; at once where there is none.</summary>
    /// <param name="action">Quick, and does not throw: a signal, not work.</param>
    public void WhenCommitted(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        if (Database.CurrentTransaction is not { } transaction)
        {
            action();
            return;
        }

        // A transaction disposed without a word is rolled back without an event: what waited for it is dropped when the next one has its first.
        if (transaction.TransactionId != _transactionId)
        {
            _transactionId = transaction.TransactionId;
            _whenCommitted.Clear();
        }

        _whenCommitted.Add(action);
    }

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        using var quiet = RaiseVersions();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <inheritdoc/>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        using var quiet = RaiseVersions();
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();

        // Names, not numbers: a row reads the same to a person and to every version of the program.
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        PeopleModel.Configure(modelBuilder);
        DeviceModel.Configure(modelBuilder);
        ProfileModel.Configure(modelBuilder);
        CertificateModel.Configure(modelBuilder);
        DeploymentModel.Configure(modelBuilder);
        OperationsModel.Configure(modelBuilder);
        foreach (var key in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.FindPrimaryKey()!.Properties))
        {
            // Identifiers are functions of the facts or of TimeProvider; and a child with a key set, added to a loaded parent, is an insert.
            key.ValueGenerated = ValueGenerated.Never;
        }

        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(entity => entity.ClrType.IsAssignableTo(typeof(IVersioned))))
        {
            entity.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true;
        }
    }

    internal void Committed(Guid transactionId)
    {
        if (transactionId == _transactionId)
        {
            Action[] actions = [.. _whenCommitted];
            _whenCommitted.Clear();
            Array.ForEach(actions, action => action());
        }
    }

    /// <summary>Raises the versions of what is about to be written.</summary>
    /// <returns>Until disposed, changes are not looked for again: listing the entries has just found them, and a batch of devices is many rows.</returns>
    private DetectionOff RaiseVersions()
    {
        foreach (var entry in ChangeTracker.Entries<IVersioned>())
        {
            if (entry.State == EntityState.Added)
            {
                entry.Entity.Version = 1;
            }
            else if (entry.State == EntityState.Modified)
            {
                // The original value is what the caller read (or, for an If-Match, what he set as the original): that is what is compared.
                entry.Property(row => row.Version).CurrentValue = entry.Property(row => row.Version).OriginalValue + 1;
            }
        }

        return new DetectionOff(ChangeTracker);
    }

    private readonly struct DetectionOff : IDisposable
    {
        private readonly ChangeTracker _tracker;
        private readonly bool _before;

        public DetectionOff(ChangeTracker tracker)
        {
            (_tracker, _before) = (tracker, tracker.AutoDetectChangesEnabled);
            tracker.AutoDetectChangesEnabled = false;
        }

        public void Dispose() => _tracker.AutoDetectChangesEnabled = _before;
    }
}

/// <summary><see cref="ChanceryDbContext"/> on SQLite.</summary>
/// <param name="options">From <see cref="StorageSetup"/>.</param>
public sealed class SqliteChanceryDbContext(DbContextOptions<SqliteChanceryDbContext> options) : ChanceryDbContext(options);

/// <summary><see cref="ChanceryDbContext"/> on PostgreSQL.</summary>
/// <param name="options">From <see cref="StorageSetup"/>.</param>
public sealed class PostgresChanceryDbContext(DbContextOptions<PostgresChanceryDbContext> options) : ChanceryDbContext(options);
