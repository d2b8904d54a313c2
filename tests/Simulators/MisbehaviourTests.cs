using Chancery.Channels.Apple.Commands;
using Chancery.Domain;
using Chancery.Simulators.Apple;
using Chancery.Simulators.Apple.Protocol;
using Chancery.Simulators.Tests.Server;
using CsCheck;

namespace Chancery.Simulators.Tests;

public sealed class MisbehaviourTests
{
    private static readonly TestAuthority Root = new("Root");

    [Fact]
    public async Task Equal_seeds_misbehave_equally()
    {
        var first = await MischiefOfAsync(3);
        var again = await MischiefOfAsync(3);

        Assert.NotEmpty(first);
        Assert.Equal(first, again);
        Assert.NotEqual(first, await MischiefOfAsync(4));
    }

    [Fact]
    public async Task Misbehaving_device_ends_where_a_model_device_ends()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.MacOS, new Misbehaviour(0.3, 0.1, 0.3, 0.3) { LongestDelay = TimeSpan.FromMilliseconds(2) }, seed: 5);
        foreach (var number in Enumerable.Range(0, 20))
        {
            lab.Server.Push(Lab.Key(device), Lab.Install(TestProfiles.Trust($"test.trust.{number}", false, Root)));
        }

        Assert.Null((await device.SyncAsync()).Error);
        Assert.Equal(21, device.Profiles.All.Count);
        Assert.Equal(
            Enum.GetValues<MischiefKind>().Order(), device.MischiefDone.Select(done => done.Kind).Distinct().Order());
    }

    [Fact]
    public async Task Duplicated_report_reaches_the_server_twice()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS, Misbehaviour.None with { Duplicate = 1 });
        lab.Server.Push(Lab.Key(device), new ProfileList(true) { CommandUuid = Lab.NewUuid() });
        await device.SyncAsync();

        Assert.Equal(
            [ReportStatus.Idle, ReportStatus.Idle, ReportStatus.Acknowledged, ReportStatus.Acknowledged],
            lab.Server.Reports.Select(report => report.Status));
    }

    [Fact]
    public async Task Reordered_report_is_one_of_the_past()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS, Misbehaviour.None with { Reorder = 1 });
        lab.Server.Push(Lab.Key(device), new ProfileList(true) { CommandUuid = Lab.NewUuid() });
        await device.SyncAsync();

        Assert.Equal([ReportStatus.Idle, ReportStatus.Idle, ReportStatus.Acknowledged], lab.Server.Reports.Select(report => report.Status));
    }

    [Fact]
    public void Probabilities_are_kept() => Gen.Int.Sample(seed =>
    {
        var mischief = new Mischief(Misbehaviour.Default, seed, "device");
        var fates = Enumerable.Range(0, 2000).Select(_ => mischief.Next()).ToList();
        foreach (var share in new[] { fates.Count(fate => fate.Duplicated), fates.Count(fate => fate.Dropped), fates.Count(fate => fate.Replay is not null) })
        {
            Assert.InRange(share, 40, 170);
        }
    }, iter: 20);

    [Fact]
    public void Seeded_numbers_stay_in_range() => Gen.Int.Sample(seed =>
    {
        var source = new SeededSource(seed, "test");
        Assert.InRange(source.NextUnit(), 0, 0.9999999999999999);
        Assert.InRange(source.Next(7), 0, 6);
    });

    private static async Task<IReadOnlyList<MischiefDone>> MischiefOfAsync(int seed)
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS, new Misbehaviour(0.2, 0.2, 0.2, 0.2) { LongestDelay = TimeSpan.FromMilliseconds(1) }, seed);
        foreach (var _ in Enumerable.Range(0, 10))
        {
            lab.Server.Push(Lab.Key(device), new ProfileList(true) { CommandUuid = Lab.NewUuid() });
        }

        await device.SyncAsync();
        return [.. device.MischiefDone];
    }
}
