namespace Chancery.Storage;

/// <summary>
/// Wakes those who wait in this process; raised when the transaction that made the news has committed. Another server's news arrives by polling, so
/// a waiter never relies on a signal alone.
/// </summary>
public sealed class WorkSignal
{
    /// <summary>Work was queued.</summary>
    public Pulse Queued { get; } = new();

    /// <summary>Work was finished.</summary>
    public Pulse Finished { get; } = new();

    /// <summary>Devices were marked.</summary>
    public Pulse Marked { get; } = new();
}

/// <summary>A pulse that many may wait for. Take <see cref="Next"/> before looking, then look, then await it: nothing is missed in between.</summary>
public sealed class Pulse
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next <see cref="Raise"/>.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Wakes all who wait.</summary>
    public void Raise() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Waits for a pulse or for a time, whichever comes first.</summary>
    /// <param name="next">What <see cref="Next"/> was before looking.</param>
    /// <param name="most">The longest to wait.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task WaitAsync(Task next, TimeSpan most, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(next);
        try
        {
            await next.WaitAsync(most, timeProvider, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The time has passed: the waiter looks again.
        }
    }
}
