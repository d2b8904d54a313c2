using Chancery.Domain;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Chancery.Storage.Tests;

public abstract class MarkingTests(StoreKind kind) : StoreTests(kind)
{
    [Fact]
    public async Task Profile_marks_the_devices_of_its_group_and_no_other()
    {
        var (profile, expected) = await ArrangeAsync(facts =>
        {
            var (inside, outside) = (facts.User(), facts.User());
            var (phone, mac, loose) = (facts.Device(inside), facts.Device(inside), facts.Device(outside));
            facts.Device(outside);
            facts.Device(inside, gone: true);
            var group = facts.Group(inside);
            Members(facts, group, loose);
            var id = facts.Profile();
            facts.Assign(id, AssignmentTarget.Group, group);
            facts.Assign(id, AssignmentTarget.ExclusionGroup, facts.Group(outside));
            facts.Assign(facts.Profile(), AssignmentTarget.AllDevices);
            return (id, new HashSet<Guid> { phone, mac, loose });
        });
        Assert.Equal(expected, await MarkAsync(context => Marking.ProfileAsync(context, profile)));
    }

    [Fact]
    public async Task Certificate_profile_marks_the_devices_of_the_account_that_carries_it()
    {
        var (signing, expected) = await ArrangeAsync(facts =>
        {
            var user = facts.User();
            var device = facts.Device(user);
            facts.Device(facts.User());
            var (id, encryption) = (facts.Profile(), facts.Profile());
            facts.Assign(facts.Profile(id, encryption), AssignmentTarget.Group, facts.Group(user));
            return (id, new HashSet<Guid> { device });
        });
        Assert.Equal(expected, await MarkAsync(context => Marking.ProfileAsync(context, signing)));
    }

    [Fact]
    public async Task Profile_for_all_users_passes_over_a_device_of_nobody()
    {
        var (profile, expected) = await ArrangeAsync(facts =>
        {
            var id = facts.Profile();
            facts.Assign(id, AssignmentTarget.AllUsers);
            facts.Device(null);
            return (id, new HashSet<Guid> { facts.Device(facts.User()) });
        });
        Assert.Equal(expected, await MarkAsync(context => Marking.ProfileAsync(context, profile)));
    }

    [Fact]
    public async Task Profile_assigned_to_nobody_marks_nothing()
    {
        var profile = await ArrangeAsync(facts =>
        {
            facts.Device(facts.User());
            return facts.Profile();
        });
        Assert.Empty(await MarkAsync(context => Marking.ProfileAsync(context, profile)));
    }

    [Fact]
    public async Task Targets_mark_whom_they_name()
    {
        var (group, owned, loose) = await ArrangeAsync(facts =>
        {
            var user = facts.User();
            return (facts.Group(user), facts.Device(user), facts.Device(null));
        });
        Assert.Equal([owned], await MarkAsync(context => Marking.TargetAsync(context, AssignmentTarget.AllUsers, null)));
        Assert.Equal(new HashSet<Guid> { owned, loose }, await MarkAsync(context => Marking.TargetAsync(context, AssignmentTarget.AllDevices, null)));
        Assert.Equal([owned], await MarkAsync(context => Marking.TargetAsync(context, AssignmentTarget.ExclusionGroup, group)));
        Assert.Equal([owned], await MarkAsync(context => Marking.GroupAsync(context, group)));
    }

    [Fact]
    public async Task User_his_certificates_and_a_device_mark_exactly_those()
    {
        var (user, phone, mac) = await ArrangeAsync(facts =>
        {
            var id = facts.User();
            facts.Device(facts.User());
            return (id, facts.Device(id), facts.Device(id));
        });
        Assert.Equal(new HashSet<Guid> { phone, mac }, await MarkAsync(context => Marking.UserAsync(context, user)));
        Assert.Equal(new HashSet<Guid> { phone, mac }, await MarkAsync(context => Marking.UserCertificatesAsync(context, user)));
        Assert.Equal([mac], await MarkAsync(context => Marking.DeviceAsync(context, mac)));
    }

    [Fact]
    public async Task Time_marks_what_is_due_and_once()
    {
        var (due, later) = await ArrangeAsync(facts => (facts.Device(facts.User()), facts.Device(facts.User())));
        await using (var context = Test.Open())
        {
            (await context.Devices.SingleAsync(device => device.Id == due)).PlanDueDateTime = Facts.Now;
            (await context.Devices.SingleAsync(device => device.Id == later)).PlanDueDateTime = Facts.Now.AddTicks(1);
            await context.SaveChangesAsync();
        }

        Assert.Equal([due], await MarkAsync(context => Marking.DueAsync(context, Facts.Now)));
        Assert.Empty(await MarkAsync(context => Marking.DueAsync(context, Facts.Now)));
    }

    [Fact]
    public async Task Marking_is_one_statement_for_a_thousand_devices()
    {
        var group = await ArrangeAsync(facts =>
        {
            var users = Enumerable.Range(0, 1000).Select(_ => facts.User()).ToArray();
            Array.ForEach(users, user => facts.Device(user));
            return facts.Group(users);
        });
        await using var context = Test.Open();
        await using var transaction = await context.BeginChangeAsync();
        Test.Counter.Reset();
        Assert.Equal(1000, await Marking.GroupAsync(context, group));
        Assert.Equal(1, Test.Counter.Writes);
    }

    [Fact]
    public async Task Marking_outside_a_transaction_is_a_bug()
    {
        await using var context = Test.Open();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Marking.TargetAsync(context, AssignmentTarget.AllDevices, null));
    }

    [Fact]
    public async Task Mark_of_a_change_rolled_back_is_gone()
    {
        var device = await ArrangeAsync(facts => facts.Device(facts.User()));
        var woken = Store.Signal.Marked.Next;
        await using (var context = Test.Open())
        {
            await using var transaction = await context.BeginChangeAsync();
            Assert.Equal(1, await Marking.DeviceAsync(context, device));
            await transaction.RollbackAsync();
        }

        await using var read = Test.Open();
        Assert.Empty(await new Facts(read).MarkedAsync());
        Assert.False(woken.IsCompleted);
    }

    [Fact]
    public async Task Claimed_devices_are_planned_once_and_come_back_after_a_crash()
    {
        await ArrangeAsync(facts => Enumerable.Range(0, 5).Select(_ => facts.Device(facts.User())).ToArray());
        await MarkAsync(context => Marking.TargetAsync(context, AssignmentTarget.AllDevices, null), claim: false);
        await using (var context = Test.Open())
        {
            await using var transaction = await context.BeginChangeAsync();
            Assert.Equal(3, (await Marking.ClaimAsync(context, 3)).Count);
            Assert.Equal(2, (await new Facts(context).MarkedAsync()).Count);
        }

        await using var again = Test.Open();
        await using var second = await again.BeginChangeAsync();
        var (first, rest) = (await Marking.ClaimAsync(again, 4), await Marking.ClaimAsync(again, 4));
        Assert.Equal((4, 1), (first.Count, rest.Count));
        Assert.Empty(first.Intersect(rest));
        await second.CommitAsync();
        Assert.Empty(await new Facts(again).MarkedAsync());
    }

    [Fact]
    public async Task Change_made_while_a_device_is_planned_marks_it_again()
    {
        var device = await ArrangeAsync(facts => facts.Device(facts.User()));
        await MarkAsync(context => Marking.DeviceAsync(context, device), claim: false);
        await using var planner = Test.Open();
        var planning = await planner.BeginChangeAsync();
        Assert.Equal([device], await Marking.ClaimAsync(planner, 10));
        var change = Task.Run(() => MarkAsync(context => Marking.DeviceAsync(context, device), claim: false));
        await Task.Delay(100);
        Assert.False(change.IsCompleted);
        await planning.CommitAsync();
        await planning.DisposeAsync();
        Assert.Equal([device], await change);
    }

    [Fact]
    public async Task Assignment_and_membership_made_at_once_are_both_in_the_last_plan()
    {
        for (var round = 0; round < 10; round++)
        {
            var (profile, group, device) = await ArrangeAsync(facts => (facts.Profile(), facts.Group(), facts.Device(null)));
            var planned = false;
            async Task PlanAsync() => await ChangeAsync(async context =>
            {
                if ((await Marking.ClaimAsync(context, 10)).Contains(device))
                {
                    planned = await context.GroupMembers.AnyAsync(row => row.GroupId == group) && await context.Assignments.AnyAsync(row => row.GroupId == group);
                }
            });
            await Task.WhenAll(
                Task.Run(() => ChangeAsync(async context =>
                {
                    new Facts(context).Assign(profile, AssignmentTarget.Group, group);
                    await context.SaveChangesAsync();
                    await Marking.TargetAsync(context, AssignmentTarget.Group, group);
                })),
                Task.Run(() => ChangeAsync(async context =>
                {
                    context.GroupMembers.Add(GroupMemberRow.ForDevice(group, device));
                    await context.SaveChangesAsync();
                    await Marking.DeviceAsync(context, device);
                })),
                Task.Run(PlanAsync));
            await PlanAsync();
            Assert.True(planned, $"round {round}");
        }
    }

    private static void Members(Facts facts, Guid group, Guid device) => facts.Add(GroupMemberRow.ForDevice(group, device));

    private async Task<HashSet<Guid>> MarkAsync(Func<ChanceryDbContext, Task<int>> mark, bool claim = true)
    {
        HashSet<Guid> marked = [];
        await ChangeAsync(async context =>
        {
            var count = await mark(context);
            marked = await new Facts(context).MarkedAsync();
            Assert.Equal(marked.Count, count);
            if (claim)
            {
                await Marking.ClaimAsync(context, int.MaxValue);
            }
        });
        return marked;
    }

    private async Task ChangeAsync(Func<ChanceryDbContext, Task> change)
    {
        await using var context = Test.Open();
        await using var transaction = await context.BeginChangeAsync();
        await change(context);
        await transaction.CommitAsync();
    }
}

public sealed class SqliteMarkingTests() : MarkingTests(StoreKind.Sqlite);

public sealed class PostgresMarkingTests() : MarkingTests(StoreKind.PostgreSql);
