using System.Diagnostics;
using Chancery.Domain;
using Chancery.Server.Tests.Reconciliation;

namespace Chancery.Bench;

/// <summary>A change to a group of 1,000 devices: planned and diffed in under 2 s (docs/promises.md).</summary>
internal static class GroupBench
{
    private const int Devices = 1000;
    private const int Rounds = 5;

    public static async Task RunAsync()
    {
        await using var world = await ReconciliationWorld.CreateAsync();
        var group = await ScaleTests.SeedAsync(world, Devices);
        await world.Worker.RunOnceAsync(default);
        var times = new List<double>();
        var processor = TimeSpan.Zero;
        for (var round = 0; round <= Rounds; round++)
        {
            var trust = await world.AddProfileAsync(
                new TrustedCertificateSettings([new TrustedCertificate([(byte)round], IsRoot: true)]), target: null);
            await world.ChangeAsync(db => world.AssignAsync(db, trust, AssignmentTarget.Group, group));
            world.Counter.Reset();
            var (begin, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var planned = await world.Worker.RunOnceAsync(default);
            if (round > 0 && planned == Devices)
            {
                times.Add(Stopwatch.GetElapsedTime(begin).TotalSeconds);
                processor += Environment.CpuUsage.TotalTime - used;
            }
        }

        times.Sort();
        Console.WriteLine(
            $"  a profile assigned to a group of {Devices} devices, planned, diffed and recorded: median {times[Rounds / 2]:0.00} s, worst {times[^1]:0.00} s, "
            + $"{processor.TotalSeconds / Rounds:0.00} s of processor time "
            + $"({Rounds} rounds, {world.Counter.Reads} reads, {world.Counter.Writes} writes each; SQLite; promise: under 2 s)");
    }
}
