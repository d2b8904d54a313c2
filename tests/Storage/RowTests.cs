using Chancery.Domain;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Chancery.Storage.Tests;

public abstract class RowTests(StoreKind kind) : StoreTests(kind)
{
    [Fact]
    public async Task Instant_comes_back_to_the_tick_and_in_utc()
    {
        var instant = new DateTimeOffset(2026, 3, 1, 13, 0, 0, TimeSpan.FromHours(1)).AddTicks(1);
        var id = await ArrangeAsync(facts => facts.User());
        await using (var write = Test.Open())
        {
            (await write.Users.SingleAsync(user => user.Id == id)).CreatedDateTime = instant;
            await write.SaveChangesAsync();
        }

        await using var read = Test.Open();
        var user = await read.Users.SingleAsync(row => row.CreatedDateTime >= instant && row.CreatedDateTime < instant.AddTicks(1));
        Assert.Equal(instant.UtcTicks, user.CreatedDateTime.UtcTicks);
        Assert.Equal(TimeSpan.Zero, user.CreatedDateTime.Offset);
    }

    [Fact]
    public async Task Lists_bytes_and_names_come_back()
    {
        var userId = await ArrangeAsync(facts => facts.User());
        await using (var write = Test.Open())
        {
            write.UserPfxCertificates.Add(new UserPfxCertificateRow
            {
                Id = Guid.CreateVersion7(Facts.Now),
                UserId = userId,
                IntendedPurpose = IntendedPurpose.SmimeEncryption,
                Thumbprint = "aa",
                SealedKey = [1, 2],
                Chain = [[3], [4, 5]],
                SealedAddresses = ["a@example.test", "é@example.test"],
            });
            write.Profiles.Add(new ProfileRow { Id = userId, Kind = ProfileKind.Email, Platforms = [Platform.IOS, Platform.MacOS], DisplayName = "Zoé’s" });
            await write.SaveChangesAsync();
        }

        await using var read = Test.Open();
        var certificate = await read.UserPfxCertificates.SingleAsync();
        Assert.Equal([[3], [4, 5]], certificate.Chain);
        Assert.Equal(["a@example.test", "é@example.test"], certificate.SealedAddresses);
        Assert.Equal(IntendedPurpose.SmimeEncryption, certificate.IntendedPurpose);
        var profile = await read.Profiles.SingleAsync();
        Assert.Equal([Platform.IOS, Platform.MacOS], profile.Platforms);
        Assert.Equal("Zoé’s", profile.DisplayName);
    }

    [Fact]
    public async Task Second_change_to_one_version_is_told()
    {
        var id = await ArrangeAsync(facts => facts.User());
        await using var first = Test.Open();
        await using var second = Test.Open();
        var (one, two) = (await first.Users.SingleAsync(user => user.Id == id), await second.Users.SingleAsync(user => user.Id == id));
        Assert.Equal(1, one.Version);
        one.DisplayName = "First";
        two.DisplayName = "Second";
        await first.SaveChangesAsync();
        Assert.Equal(2, one.Version);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => second.SaveChangesAsync());
        await using var read = Test.Open();
        Assert.Equal("First", (await read.Users.SingleAsync(user => user.Id == id)).DisplayName);
    }

    [Fact]
    public async Task Two_sign_in_names_that_differ_in_case_are_one()
    {
        await ArrangeAsync(facts => facts.User("alice@example.test"));
        await Assert.ThrowsAsync<DbUpdateException>(() => ArrangeAsync(facts => facts.User("Alice@Example.test")));
    }

    [Fact]
    public async Task Row_that_refers_to_nothing_is_refused()
    {
        await Assert.ThrowsAsync<DbUpdateException>(() => ArrangeAsync(facts =>
        {
            facts.Assign(Guid.CreateVersion7(Facts.Now), AssignmentTarget.AllUsers);
            return 0;
        }));
    }

    [Fact]
    public async Task Assignment_to_a_group_without_one_is_refused()
    {
        await Assert.ThrowsAsync<DbUpdateException>(() => ArrangeAsync(facts =>
        {
            facts.Assign(facts.Profile(), AssignmentTarget.ExclusionGroup);
            return 0;
        }));
    }

    [Fact]
    public async Task Member_that_is_nothing_is_refused()
    {
        var (group, user) = await ArrangeAsync(facts => (facts.Group(), facts.User()));
        await using var context = Test.Open();
        context.GroupMembers.Add(new GroupMemberRow { GroupId = group, MemberId = user });
        await Assert.ThrowsAsync<DbUpdateException>(() => context.SaveChangesAsync());
    }

    [Fact]
    public async Task Person_with_devices_or_certificates_is_not_deleted()
    {
        var user = await ArrangeAsync(facts =>
        {
            var id = facts.User();
            facts.Device(id);
            return id;
        });
        await using var context = Test.Open();
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => context.Users.Where(row => row.Id == user).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task Deleting_a_group_takes_members_and_assignments_along()
    {
        var group = await ArrangeAsync(facts =>
        {
            var id = facts.Group(facts.User());
            facts.Assign(facts.Profile(), AssignmentTarget.Group, id);
            return id;
        });
        await using var context = Test.Open();
        Assert.Equal(1, await context.Groups.Where(row => row.Id == group).ExecuteDeleteAsync());
        Assert.False(await context.GroupMembers.AnyAsync());
        Assert.False(await context.Assignments.AnyAsync());
        Assert.True(await context.Users.AnyAsync());
    }

    [Fact]
    public async Task Identity_belongs_to_one_device()
    {
        var device = await ArrangeAsync(facts => facts.Device(facts.User()));
        await using var context = Test.Open();
        var first = await context.Devices.AsNoTracking().SingleAsync(row => row.Id == device);
        var enrollment = new EnrollmentRow { Id = Guid.CreateVersion7(Facts.Now), UserId = first.UserId!.Value };
        context.Add(enrollment);
        context.Devices.Add(new DeviceRow { Id = enrollment.Id, EnrollmentId = enrollment.Id, IdentityThumbprint = first.IdentityThumbprint });
        await Assert.ThrowsAsync<DbUpdateException>(() => context.SaveChangesAsync());
    }

    [Fact]
    public async Task Channel_added_to_a_loaded_device_is_inserted()
    {
        var id = await ArrangeAsync(facts => facts.Device(facts.User()));
        await using (var write = Test.Open())
        {
            var device = await write.Devices.Include(row => row.Channels).SingleAsync(row => row.Id == id);
            device.Channels.Add(new AppleChannelRow { Id = Guid.CreateVersion7(Facts.Now), Topic = "com.apple.mgmt.test" });
            await write.SaveChangesAsync();
        }

        await using var read = Test.Open();
        Assert.Equal("com.apple.mgmt.test", (await read.AppleChannels.SingleAsync(channel => channel.DeviceId == id)).Topic);
    }
}

public sealed class SqliteRowTests() : RowTests(StoreKind.Sqlite);

public sealed class PostgresRowTests() : RowTests(StoreKind.PostgreSql);
