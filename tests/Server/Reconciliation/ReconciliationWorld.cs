using System.Security.Cryptography;
using Chancery.Domain;
using Chancery.Server.Features.DeviceConfigurations;
using Chancery.Server.Reconciliation;
using Chancery.Storage;
using Chancery.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Chancery.Server.Tests.Reconciliation;

/// <summary>The reconciliation over a real database, with a connector and devices that do as told.</summary>
internal sealed class ReconciliationWorld : IAsyncDisposable
{
    private readonly TestStore _test;
    private int _numbers;

    private ReconciliationWorld(TestStore test)
    {
        _test = test;
        Queue = new WorkQueue(Time);
        var audit = new AuditWriter(Time);
        Sync = new DeviceSync(
            NewReconciler(), new DeviceEnd(Queue, audit, Time), new DeviceDetails(audit), new DeviceLocks(audit, Time), audit, Time);
        Outcomes = new Outcomes(new SealedProfiles(Queue, Time), Time);
        Worker = new ReconcileWorker(test.Store, NewReconciler(), Time, NullLogger<ReconcileWorker>.Instance);
        Connector = new FakeConnector(this);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    public WorkQueue Queue { get; }

    public IDeviceSync Sync { get; }

    public IOutcomes Outcomes { get; }

    public ReconcileWorker Worker { get; }

    public FakeConnector Connector { get; }

    public ChanceryStore Store => _test.Store;

    public CommandCounter Counter => _test.Counter;

    public static async Task<ReconciliationWorld> CreateAsync(StoreKind kind = StoreKind.Sqlite) => new(await TestStore.CreateAsync(kind));

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    public ChanceryDbContext Open() => _test.Open();

    public Guid NextId() => Identifiers.Uuid("test", $"{++_numbers}");

    public async Task ChangeAsync(Func<ChanceryDbContext, Task> change)
    {
        await using var db = Open();
        await using var transaction = await db.BeginChangeAsync();
        await change(db);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    public async Task<Guid> AddUserAsync(string name)
    {
        var id = NextId();
        await ChangeAsync(db =>
        {
            db.Users.Add(NewUser(id, name));
            return Task.CompletedTask;
        });
        return id;
    }

    public async Task<FakeDevice> AddDeviceAsync(Guid userId, Platform platform, bool userChannel = true)
    {
        var device = NewDevice(userId, platform);
        await ChangeAsync(async db =>
        {
            Add(db, device);
            db.AppleChannels.Add(NewChannel(device.Id, userId: ""));
            if (platform == Platform.MacOS && userChannel)
            {
                db.AppleChannels.Add(NewChannel(device.Id, userId: "0A"));
            }

            await db.SaveChangesAsync();
            await Marking.DeviceAsync(db, device.Id);
        });
        return new FakeDevice(this, device.Id, platform == Platform.MacOS);
    }

    public AppleChannelRow NewChannel(Guid deviceId, string userId) => new()
    {
        Id = NextId(),
        DeviceId = deviceId,
        UserId = userId,
        Bound = true,
        Enabled = true,
        CreatedDateTime = Time.GetUtcNow(),
    };

    public async Task<Guid> AddProfileAsync(ProfileSettings settings, AssignmentTarget? target = AssignmentTarget.AllUsers, Guid? groupId = null)
    {
        var id = NextId();
        await ChangeAsync(async db =>
        {
            db.Profiles.Add(NewProfile(id, settings));
            await db.SaveChangesAsync();
            if (target is { } assigned)
            {
                await AssignAsync(db, id, assigned, groupId);
            }
        });
        return id;
    }

    public async Task AssignAsync(ChanceryDbContext db, Guid profileId, AssignmentTarget target, Guid? groupId = null)
    {
        db.Assignments.Add(new AssignmentRow
        {
            Id = NextId(),
            ProfileId = profileId,
            Target = target,
            GroupId = groupId,
            CreatedDateTime = Time.GetUtcNow(),
        });
        await db.SaveChangesAsync();
        await Marking.TargetAsync(db, target, groupId);
    }

    public Task UnassignAllAsync() => ChangeAsync(async db =>
    {
        await Marking.TargetAsync(db, AssignmentTarget.AllDevices, null);
        await db.Assignments.ExecuteDeleteAsync();
    });

    public async Task<string> ImportAsync(Guid userId, int year, IntendedPurpose purpose = IntendedPurpose.SmimeEncryption)
    {
        var row = NewImport(userId, year, purpose);
        await ChangeAsync(async db =>
        {
            db.UserPfxCertificates.Add(row);
            await db.SaveChangesAsync();
            await Marking.UserCertificatesAsync(db, userId);
        });
        return row.Thumbprint;
    }

    public async Task<List<DeploymentRow>> DeploymentsAsync(Guid deviceId)
    {
        await using var db = Open();
        return await db.Deployments.AsNoTracking().Where(row => row.DeviceId == deviceId).OrderBy(row => row.ItemId).ToListAsync();
    }

    public async Task<T> ReadAsync<T>(Func<ChanceryDbContext, Task<T>> read)
    {
        await using var db = Open();
        return await read(db);
    }

    /// <summary>Plans, seals and syncs until nothing changes any more.</summary>
    public async Task SettleAsync(params FakeDevice[] devices)
    {
        for (var round = 0; round < 30; round++)
        {
            var busy = await Worker.RunOnceAsync(default) > 0;
            busy |= await Connector.RunAsync() > 0;
            foreach (var device in devices)
            {
                busy |= await device.SyncAsync() > 0;
            }

            if (!busy)
            {
                return;
            }
        }

        throw new InvalidOperationException("The world never came to rest.");
    }

    public UserRow NewUser(Guid id, string name) => new()
    {
        Id = id,
        UserPrincipalName = $"{name}@example.test",
        Mail = $"{name}@example.test",
        DisplayName = name,
        CreatedDateTime = Time.GetUtcNow(),
    };

    public DeviceRow NewDevice(Guid userId, Platform platform)
    {
        var id = NextId();
        return new DeviceRow
        {
            Id = id,
            UserId = userId,
            EnrollmentId = NextId(),
            Platform = platform,
            Udid = id.ToString(),
            DeviceName = $"device {_numbers}",
            IdentityCertificate = Connector.DeviceIdentity,
            IdentityThumbprint = Identifiers.Revision(id.ToString()),
            IdentityKeyHash = Connector.DeviceKeyHash,
            EnrolledDateTime = Time.GetUtcNow(),
            NeedsPlan = true,
        };
    }

    public void Add(ChanceryDbContext db, DeviceRow device)
    {
        db.Enrollments.Add(new EnrollmentRow
        {
            Id = device.EnrollmentId,
            UserId = device.UserId!.Value,
            Platform = device.Platform,
            State = EnrollmentState.Enrolled,
            Address = "x@example.test",
            CreatedDateTime = Time.GetUtcNow(),
        });
        db.Devices.Add(device);
    }

    public ProfileRow NewProfile(Guid id, ProfileSettings settings) => new()
    {
        Id = id,
        Kind = settings.Kind,
        ODataType = "#chancery.test",
        DisplayName = settings.Kind.ToString(),
        Platforms = [Platform.IOS, Platform.MacOS],
        SettingsJson = ProfileSettingsJson.Write(settings),
        SigningProfileId = (settings as EmailSettings)?.SigningProfileId,
        EncryptionProfileId = (settings as EmailSettings)?.EncryptionProfileId,
        CreatedDateTime = Time.GetUtcNow(),
    };

    public UserPfxCertificateRow NewImport(Guid userId, int year, IntendedPurpose purpose)
    {
        var id = NextId();
        var der = SHA256.HashData(id.ToByteArray());
        return new UserPfxCertificateRow
        {
            Id = id,
            UserId = userId,
            IntendedPurpose = purpose,
            Certificate = der,
            SealedKey = [1, 2, 3],
            Thumbprint = Convert.ToHexStringLower(SHA256.HashData(der))[..40],
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(der)),
            NotBefore = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero),
            NotAfter = new DateTimeOffset(year + 2, 1, 1, 0, 0, 0, TimeSpan.Zero),
            CreatedDateTime = Time.GetUtcNow(),
        };
    }

    private Reconciler NewReconciler()
    {
        var options = new ServerOptions { DataFolder = "unused", Url = new Uri("https://localhost"), Organization = "Example" };
        return new Reconciler(new Sealing(Queue, options, Time), Time);
    }
}
