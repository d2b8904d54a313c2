using System.Diagnostics;
using Chancery.Server.Tests;
using Chancery.Storage;

namespace Chancery.Bench;

/// <summary>A sync with nothing to do: one read and no durable write, whatever the number of devices.</summary>
internal static class SyncBench
{
    private const int Syncs = 300;
    private static readonly int[] Sizes = [10, 1_000, 20_000];

    public static async Task RunAsync()
    {
        foreach (var devices in Sizes)
        {
            await MeasureAsync(devices);
        }
    }

    private static async Task MeasureAsync(int devices)
    {
        await using var server = await ServerFixture.StartAsync(StoreKind.Sqlite, workers: false);
        var user = await server.UserAsync();
        using var device = await server.EnrolledAsync();
        await SyncCostTests.CrowdAsync(server, user, devices - 1);
        await device.SyncAsync();
        await server.Connector.DisposeAsync();
        await Scenario.OkAsync(device.IdleAsync());
        server.Counter.Reset();
        var times = new List<double>(Syncs);
        for (var sync = 0; sync < Syncs; sync++)
        {
            var begin = Stopwatch.GetTimestamp();
            await Scenario.OkAsync(device.IdleAsync());
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(
            $"  {devices,6} devices: {(double)server.Counter.Reads / Syncs:0.##} reads and {(double)server.Counter.Writes / Syncs:0.##} writes a sync "
            + $"(promise: 1 and 0); one device, one after the other: median {times[Syncs / 2]:0.0} ms, 99th percentile {times[Syncs * 99 / 100]:0.0} ms with the client's own signature");
    }
}
