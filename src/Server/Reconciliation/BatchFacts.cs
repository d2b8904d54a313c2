using Chancery.Domain;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Reconciliation;

/// <summary>The facts of a batch of devices, by a number of queries that does not depend on how many devices, profiles or certificates there are.</summary>
internal sealed class BatchFacts
{
    private readonly Dictionary<Guid, User> _users;
    private readonly ILookup<Guid, OpenChannel> _channels;
    private readonly ILookup<Guid, Guid> _groups;
    private readonly IReadOnlyList<Profile> _profiles;
    private readonly IReadOnlyList<Assignment> _assignments;
    private readonly ILookup<Guid, ImportedCertificate> _imported;
    private readonly ILookup<Guid, IssuedCertificate> _issued;
    private readonly DateTimeOffset _now;

    private BatchFacts(
        List<DeviceRow> devices, Dictionary<Guid, User> users, ILookup<Guid, OpenChannel> channels, ILookup<Guid, Guid> groups, PolicyFacts policy,
        CertificateFacts certificates, DateTimeOffset now)
    {
        (Devices, _users, _channels, _groups, _now) = (devices, users, channels, groups, now);
        (_profiles, _assignments) = (policy.Profiles, policy.Assignments);
        (_imported, _issued) = (certificates.Imported, certificates.Issued);
    }

    /// <summary>The devices, not tracked.</summary>
    public IReadOnlyList<DeviceRow> Devices { get; }

    private HashSet<Guid> ToLock { get; init; } = [];

    public static async Task<BatchFacts> LoadAsync(
        ChanceryDbContext db, IReadOnlyCollection<Guid> deviceIds, DateTimeOffset now, CancellationToken cancellation)
    {
        var devices = await db.Devices.AsNoTracking().Where(device => deviceIds.Contains(device.Id)).OrderBy(device => device.Id).ToListAsync(cancellation);
        var userIds = devices.Select(device => device.UserId).OfType<Guid>().Distinct().ToList();
        var users = await db.Users.AsNoTracking().Where(user => userIds.Contains(user.Id)).ToListAsync(cancellation);
        var channels = await db.AppleChannels.AsNoTracking()
            .Where(channel => deviceIds.Contains(channel.DeviceId) && channel.Bound && channel.Enabled)
            .Select(channel => new OpenChannel(channel.DeviceId, channel.UserId != "", channel.InventoryDue)).ToListAsync(cancellation);
        var members = await db.GroupMembers.AsNoTracking()
            .Where(member => deviceIds.Contains(member.MemberId) || userIds.Contains(member.MemberId))
            .Select(member => new { member.MemberId, member.GroupId }).ToListAsync(cancellation);
        return new BatchFacts(
            devices,
            users.ToDictionary(user => user.Id, ToDomain),
            channels.ToLookup(channel => channel.DeviceId),
            members.ToLookup(member => member.MemberId, member => member.GroupId),
            await PolicyFacts.LoadAsync(db, cancellation),
            await CertificateFacts.LoadAsync(db, deviceIds, userIds, cancellation),
            now)
        {
            ToLock = await DeviceLocks.Open(db).AsNoTracking().Where(action => deviceIds.Contains(action.DeviceId)).Select(action => action.DeviceId)
                .ToHashSetAsync(cancellation),
        };
    }

    /// <summary>Whether a device is to be asked or told something whatever its deployments say: an inventory, what it is, a lock.</summary>
    public bool HasQuestions(DeviceRow device) =>
        DeviceDetails.IsDue(device) || ToLock.Contains(device.Id) || _channels[device.Id].Any(channel => channel.InventoryDue);

    public DeviceFacts Of(DeviceRow row)
    {
        var user = row.UserId is { } id ? _users.GetValueOrDefault(id) : null;
        return new DeviceFacts
        {
            Device = new ManagedDevice
            {
                Id = row.Id,
                EnrollmentId = row.EnrollmentId,
                UserId = row.UserId,
                Platform = row.Platform,
                DeviceName = row.DeviceName,
                SerialNumber = row.SerialNumber,
                Imei = row.Imei,
                Meid = row.Meid,
                WiFiMacAddress = row.WiFiMacAddress,
                IdentityKeyHash = row.IdentityKeyHash.Length == 0 ? null : row.IdentityKeyHash,
                UserChannelBound = _channels[row.Id].Any(channel => channel.IsUser),
                ManagementState = row.ManagementState,
            },
            User = user,
            Groups = [.. _groups[row.Id], .. user is null ? [] : _groups[user.Id]],
            Profiles = _profiles,
            Assignments = _assignments,
            Imported = user is null ? [] : [.. _imported[user.Id]],
            Issued = [.. _issued[row.Id]],
            Now = _now,
        };
    }

    private static User ToDomain(UserRow row) =>
        new(row.Id, row.UserPrincipalName, row.Mail, row.DisplayName, row.GivenName, row.Surname, row.PreferredLanguage ?? "en")
        {
            OnPremisesSamAccountName = row.OnPremisesSamAccountName,
            OnPremisesDistinguishedName = row.OnPremisesDistinguishedName,
        };
}

/// <summary>A channel that is bound and open.</summary>
internal sealed record OpenChannel(Guid DeviceId, bool IsUser, bool InventoryDue);

/// <summary>All profiles and assignments: few, whatever the number of devices.</summary>
internal sealed record PolicyFacts(IReadOnlyList<Profile> Profiles, IReadOnlyList<Assignment> Assignments)
{
    public static async Task<PolicyFacts> LoadAsync(ChanceryDbContext db, CancellationToken cancellation)
    {
        var profiles = await db.Profiles.AsNoTracking().ToListAsync(cancellation);
        var assignments = await db.Assignments.AsNoTracking()
            .Select(row => new Assignment(row.ProfileId, row.Target, row.GroupId)).ToListAsync(cancellation);
        return new PolicyFacts([.. profiles.Select(StoredSettings.Read)], assignments);
    }
}

/// <summary>The certificates of a batch, without their bytes.</summary>
internal sealed record CertificateFacts(ILookup<Guid, ImportedCertificate> Imported, ILookup<Guid, IssuedCertificate> Issued)
{
    public static async Task<CertificateFacts> LoadAsync(
        ChanceryDbContext db, IReadOnlyCollection<Guid> deviceIds, List<Guid> userIds, CancellationToken cancellation)
    {
        var imported = await db.UserPfxCertificates.AsNoTracking().Where(row => userIds.Contains(row.UserId))
            .Select(row => new ImportedCertificate(row.Thumbprint, row.UserId, row.IntendedPurpose, row.NotBefore, row.NotAfter))
            .ToListAsync(cancellation);
        var issued = await db.IssuedCertificates.AsNoTracking().Where(row => deviceIds.Contains(row.DeviceId))
            .Select(row => new IssuedCertificate(
                row.SerialNumber, row.Thumbprint, row.DeviceId, row.ProfileId, row.ItemId, row.Revision, row.NotBefore, row.NotAfter, row.IssuedDateTime,
                row.Revocation == RevocationState.Revoked ? row.RevocationChangedDateTime : null))
            .ToListAsync(cancellation);
        return new CertificateFacts(imported.ToLookup(row => row.UserId), issued.ToLookup(row => row.DeviceId));
    }
}
