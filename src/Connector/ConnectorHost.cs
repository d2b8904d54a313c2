namespace Chancery.Connector;

/// <summary>The connector as a process: it keeps the keys, and only dials out.</summary>
public static class ConnectorHost
{
    /// <summary>Runs a connector until it is told to stop.</summary>
    /// <param name="options">Its settings.</param>
    /// <param name="cancellationToken">Tells it to stop: work in hand is finished or given back.</param>
    /// <returns>The exit code: 0 stopped as told; otherwise that of the catalogue's entry printed on standard error.</returns>
    public static async Task<int> RunAsync(ConnectorOptions options, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.DataFolder);
        await Task.Delay(Timeout.InfiniteTimeSpan, options.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }
}
