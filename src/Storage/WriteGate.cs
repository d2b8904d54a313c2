namespace Chancery.Storage;

/// <summary>
/// Where the writers of one process queue for SQLite's one write lock: in order, and without a thread. SQLite itself makes them sleep and try
/// again, each on a thread of the pool, so that many devices at once would starve the pool. PostgreSQL queues by itself: its gate stands open.
/// </summary>
internal sealed class WriteGate
{
    /// <summary>Longer than any change takes. Whoever waits longer waits for himself: a change begun inside another.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim? _one;

    private WriteGate(SemaphoreSlim? one) => _one = one;

    /// <summary>The gate that stands open.</summary>
    public static WriteGate Open { get; } = new(null);

    /// <summary>A gate that lets one through at a time.</summary>
    public static WriteGate One() => new(new SemaphoreSlim(1, 1));

    /// <summary>Waits for a place, which is given back when disposed; a second time does nothing.</summary>
    /// <exception cref="TimeoutException">A change was begun inside another, or one never ended: a bug.</exception>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        if (_one is not null && !await _one.WaitAsync(Longest, cancellationToken))
        {
            throw new TimeoutException("A change waited for its turn for a minute: was it begun inside another?");
        }

        return new Place(_one);
    }

    private sealed class Place(SemaphoreSlim? one) : IDisposable
    {
        private SemaphoreSlim? _one = one;

        public void Dispose() => Interlocked.Exchange(ref _one, null)?.Release();
    }
}
