using Chancery.Domain;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Storage.Tests;

/// <summary>Rows for tests, with everything a foreign key asks for.</summary>
internal sealed class Facts(ChanceryDbContext context)
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static int _count;

    public Guid User(string? name = null)
    {
        var address = name ?? $"user{Interlocked.Increment(ref _count)}@example.test";
        var user = new UserRow { Id = Id(), UserPrincipalName = address, Mail = address, DisplayName = "User" };
        context.Users.Add(user);
        return user.Id;
    }

    public Guid Device(Guid? userId, bool gone = false)
    {
        var number = Interlocked.Increment(ref _count);
        var owner = userId ?? User();
        var enrollment = new EnrollmentRow { Id = Id(), UserId = owner, Address = "user@example.test" };
        var device = new DeviceRow
        {
            Id = Id(),
            EnrollmentId = enrollment.Id,
            UserId = userId,
            IdentityThumbprint = $"thumbprint{number}",
            Udid = $"udid{number}",
            DeviceName = "Device",
            UnenrolledDateTime = gone ? Now : null,
        };
        context.AddRange(enrollment, device);
        return device.Id;
    }

    public Guid Group(params Guid[] users)
    {
        var group = new GroupRow { Id = Id(), DisplayName = "Group" };
        context.Groups.Add(group);
        context.GroupMembers.AddRange(users.Select(user => GroupMemberRow.ForUser(group.Id, user)));
        return group.Id;
    }

    public Guid Profile(Guid? signing = null, Guid? encryption = null)
    {
        var profile = new ProfileRow { Id = Id(), DisplayName = "Profile", SigningProfileId = signing, EncryptionProfileId = encryption };
        context.Profiles.Add(profile);
        return profile.Id;
    }

    public void Add(object row) => context.Add(row);

    public void Assign(Guid profile, AssignmentTarget target, Guid? group = null) =>
        context.Assignments.Add(new AssignmentRow { Id = Id(), ProfileId = profile, Target = target, GroupId = group });

    public async Task<HashSet<Guid>> MarkedAsync() =>
        [.. await context.Devices.AsNoTracking().Where(device => device.NeedsPlan).Select(device => device.Id).ToListAsync()];

    private static Guid Id() => Guid.CreateVersion7(Now.AddSeconds(Interlocked.Increment(ref _count)));
}
