using Chancery.Channels.Connectors;
using Chancery.Connector.Store;
using Chancery.Connector.Work;
using Chancery.Domain;
using Microsoft.Extensions.Logging;

namespace Chancery.Connector.Loop;

/// <summary>Joins the server, publishes, and takes work by long poll; what fails is tried again, later and later.</summary>
internal sealed class WorkLoop(ConnectorCore core, ServerLink link, WorkDispatcher dispatcher, ILogger logger)
{
    // The sign of life, and a fresh list well before a day is over.
    private static readonly TimeSpan PublishEvery = TimeSpan.FromMinutes(10);

    private readonly int _parallelism = core.Options.Parallelism > 0 ? core.Options.Parallelism : Math.Max(4, 2 * Environment.ProcessorCount);

    /// <returns>When told to stop; or <c>joinCodeMissing</c>, <c>joinRefused</c>.</returns>
    internal async Task<Error?> RunAsync(CancellationToken cancellationToken)
    {
        if (await JoinAsync(cancellationToken) is { } error)
        {
            return error;
        }

        // A server whose database is new, or was put back to before the join, knows this connector no more.
        while (!await PublishOnceAsync(cancellationToken))
        {
            await Settings.ForgetAsync(core.Store, Settings.ConnectorId, cancellationToken);
            if (await JoinAsync(cancellationToken) is { } again)
            {
                return again;
            }
        }

        logger.LogInformation("Connector ready.");
        await BothAsync(cancellationToken);
        return null;
    }

    // Whichever ends first ends the other: a connector that works but no longer publishes, or the reverse, is to be noticed.
    private async Task BothAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] both = [PublishAsync(stop.Token), WorkAsync(stop.Token)];
        await Task.WhenAny(both);
        await stop.CancelAsync();
        await Task.WhenAll(both);
    }

    private async Task<Error?> JoinAsync(CancellationToken cancellationToken)
    {
        if (await Settings.ReadAsync(core.Store, Settings.ConnectorId, cancellationToken) is not null)
        {
            return null;
        }

        var code = core.Options.JoinCode is null ? null : await core.Options.JoinCode(cancellationToken);
        if (string.IsNullOrWhiteSpace(code))
        {
            return new Error("joinCodeMissing");
        }

        var request = new JoinRequest(code.Trim(), Environment.MachineName, typeof(WorkLoop).Assembly.GetName().Version?.ToString(3) ?? "0");
        var answer = await RetryAsync("join", () => link.JoinAsync(request, cancellationToken), cancellationToken);
        if (!answer.IsOk)
        {
            return answer.Error;
        }

        await Settings.WriteAsync(core.Store, Settings.ConnectorId, answer.Value.ConnectorId.ToString("D"), cancellationToken);
        logger.LogInformation("Joined the server as {ConnectorId}.", answer.Value.ConnectorId);
        return null;
    }

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await core.Publish.WaitAsync(PublishEvery, cancellationToken);
            if (!await PublishOnceAsync(cancellationToken))
            {
                logger.LogError("The server knows this connector no more: start it again with a new join code.");
            }

            await dispatcher.PruneAsync(cancellationToken);
        }
    }

    private Task<bool> PublishOnceAsync(CancellationToken cancellationToken) => RetryAsync(
        "publish",
        async () => await link.PublishAsync(await Published.CurrentAsync(core, cancellationToken), cancellationToken),
        cancellationToken);

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        var inHand = new HashSet<Task>();
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var most = _parallelism - inHand.Count;
                foreach (var work in await RetryAsync("lease", () => link.LeaseAsync(most, cancellationToken), cancellationToken))
                {
                    inHand.Add(DoAsync(work, cancellationToken));
                }

                while (inHand.Count >= _parallelism)
                {
                    await Task.WhenAny(inHand);
                    inHand.RemoveWhere(task => task.IsCompleted);
                }

                inHand.RemoveWhere(task => task.IsCompleted);
            }
        }
        finally
        {
            await Task.WhenAll(inHand);
        }
    }

    // Never fails: what went wrong is in the outcome or in the log, and the lease runs out.
    private async Task DoAsync(LeasedWork work, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await Task.Run(() => dispatcher.HandleAsync(work.Id, work.Body, cancellationToken), cancellationToken);
            var taken = await RetryAsync(
                "result", () => link.ReportAsync(new ResultRequest(work.Id, work.LeaseToken, outcome), cancellationToken), cancellationToken);
            if (!taken)
            {
                logger.LogWarning("The server took no result of work {Id}: its lease was lost.", work.Id);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop: the lease runs out and the work is given again.
        }
        catch (Exception exception)
        {
            logger.LogError("The result of work {Id} was not sent: {Exception} {Stack}", work.Id, exception.GetType().FullName, exception.StackTrace);
        }
    }

    private async Task<T> RetryAsync<T>(string what, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var backoff = new Backoff();
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or System.Text.Json.JsonException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                var wait = backoff.Next();
                logger.LogWarning(
                    "The server did not answer {What} ({Exception}: {Message}); again in {Wait}.", what, exception.GetType().Name, exception.Message, wait);
                await Task.Delay(wait, core.Time, cancellationToken);
            }
        }
    }
}
