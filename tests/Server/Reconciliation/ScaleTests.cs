using System.Diagnostics;
using Chancery.Domain;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Chancery.Server.Tests.Reconciliation;

/// <summary>A change to a large group is planned by a number of queries that does not grow with the group.</summary>
public sealed class ScaleTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Group_of_1000_devices_is_planned_by_a_bounded_number_of_reads()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var group = await SeedAsync(world, devices: 1000);
        await world.Worker.RunOnceAsync(default);
        var trust = await world.AddProfileAsync(new TrustedCertificateSettings([new TrustedCertificate([9], IsRoot: true)]), target: null);

        await world.ChangeAsync(db => world.AssignAsync(db, trust, AssignmentTarget.Group, group));
        world.Counter.Reset();
        var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        Assert.Equal(1000, await world.Worker.RunOnceAsync(default));
        var processor = Environment.CpuUsage.TotalTime - before;
        output.WriteLine(
            $"{watch.ElapsedMilliseconds} ms ({processor.TotalMilliseconds:F0} ms of processor time), {world.Counter.Reads} reads, {world.Counter.Writes} writes");

        // Four batches and a last look, each of at most 15 reads; two more look whether there is anything to do.
        Assert.InRange(world.Counter.Reads, 1, (5 * 15) + 2);
        Assert.Equal(1000, await world.ReadAsync(db => db.Deployments.CountAsync(row => row.ProfileId == trust && row.State == DeploymentState.Pending)));
    }

    [Fact]
    public async Task Batch_of_250_devices_takes_as_many_reads_as_one_of_10()
    {
        Assert.Equal(await ReadsAsync(10), await ReadsAsync(250 - 1));

        static async Task<int> ReadsAsync(int devices)
        {
            await using var world = await ReconciliationWorld.CreateAsync();
            var group = await SeedAsync(world, devices);
            await world.Worker.RunOnceAsync(default);
            await world.ChangeAsync(db => Marking.GroupAsync(db, group));
            world.Counter.Reset();
            Assert.Equal(devices, await world.Worker.RunOnceAsync(default));
            return world.Counter.Reads;
        }
    }

    internal static async Task<Guid> SeedAsync(ReconciliationWorld world, int devices)
    {
        var group = world.NextId();
        await world.ChangeAsync(db =>
        {
            db.Groups.Add(new GroupRow { Id = group, DisplayName = "all", CreatedDateTime = world.Time.GetUtcNow() });
            for (var i = 0; i < devices; i += 2)
            {
                var user = world.NewUser(world.NextId(), $"user{i}");
                db.Users.Add(user);
                db.GroupMembers.Add(GroupMemberRow.ForUser(group, user.Id));
                db.UserPfxCertificates.AddRange(
                    Enumerable.Range(2020, 3).Select(year => world.NewImport(user.Id, year, IntendedPurpose.SmimeEncryption)));
                world.Add(db, world.NewDevice(user.Id, Platform.IOS));
                if (i + 1 < devices)
                {
                    world.Add(db, world.NewDevice(user.Id, Platform.MacOS));
                }
            }

            return Task.CompletedTask;
        });
        await StandardProfiles.AddAsync(world, AssignmentTarget.Group, group);
        return group;
    }
}
