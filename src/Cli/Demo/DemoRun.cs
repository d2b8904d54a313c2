using System.Diagnostics;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Client;

namespace Chancery.Cli.Demo;

/// <summary>The demo from beginning to end. Each step either comes out as promised or ends it with a <see cref="DemoFailure"/>.</summary>
internal sealed class DemoRun(CliContext context, DemoFolder folder, string data)
{
    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly DemoLog _log = new(Path.Combine(data, "serve.log"));

    public async Task<DemoService> StartServiceAsync(CancellationToken cancellation)
    {
        Say(DemoWords.Starting);
        var service = await DemoService.StartAsync(data, _log.Add, context.Time, cancellation);
        Say(DemoWords.Started(service.Ready));
        return service;
    }

    public static DemoCast MakeDevices() => new();

    public async Task RunAsync(DemoService service, DemoCast cast, CancellationToken cancellation)
    {
        using var legacy = new LegacyAuthority(context.Time.GetUtcNow());
        var setup = await new DemoSetup(this, service.Client, legacy).RunAsync(cancellation);
        await new DemoEnrollment(this, service).RunAsync(cast, cancellation);
        var delivery = new DemoDelivery(this, service.Client);
        await delivery.RunAsync(cast.All, cancellation);
        var before = await delivery.ReadAsync(cast.All, setup, cancellation);
        delivery.CheckHistory(cast, setup);
        var post = new DemoPost(this, folder);
        post.Run(cast, setup);
        foreach (var device in cast.All)
        {
            folder.Export(device);
        }

        var retirement = await new DemoRetirement(this, service.Client, delivery).RunAsync(cast.AliceMac, post, setup, cancellation);
        folder.ExportCommands(cast.AliceMac);
        var report = await new DemoExport(service.Client, folder).RunAsync(cast, legacy, before, (post.Mails, retirement), cancellation);
        Say(DemoWords.Finished);
        DemoTable.Write(context, cast, report, folder.Path);
    }

    /// <summary>What the service said last: for when something goes wrong.</summary>
    public void ShowLog()
    {
        foreach (var line in _log.Last)
        {
            context.Error.WriteLine($"        {line}");
        }
    }

    /// <summary>A line of progress, with the seconds since the beginning.</summary>
    public void Say(Text text) => context.Error.WriteLine($"[{Stopwatch.GetElapsedTime(_begin).TotalSeconds,5:0.0} s] {context.Say(text)}");

    /// <summary>The value of a call, which must succeed.</summary>
    public static T Value<T>(ApiResult<T> result, string what) =>
        result.IsOk ? result.Value : throw new DemoFailure($"{what}: {result.Error.Code} {result.Error.Target} {result.Error.Message}");

    /// <summary>A promise kept, or the end.</summary>
    public static void Promise(bool kept, string promise)
    {
        if (!kept)
        {
            throw new DemoFailure(promise);
        }
    }

    /// <summary>Tries until a thing is so, for at most a time.</summary>
    public async Task UntilAsync(Func<Task<bool>> isSo, string promise, TimeSpan within, CancellationToken cancellation)
    {
        var until = Stopwatch.GetTimestamp() + (long)(within.TotalSeconds * Stopwatch.Frequency);
        while (!await isSo())
        {
            Promise(Stopwatch.GetTimestamp() < until, promise);
            await Task.Delay(TimeSpan.FromMilliseconds(150), context.Time, cancellation);
        }
    }
}
