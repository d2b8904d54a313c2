namespace Chancery.Connector;

/// <summary>One at a time for each key: a fixed number of locks, shared by keys of the same hash. Never enter two of one set at once.</summary>
internal sealed class KeyedLocks
{
    private readonly SemaphoreSlim[] _stripes = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    internal async Task<Held> EnterAsync(string key, CancellationToken cancellationToken)
    {
        var stripe = _stripes[(uint)string.GetHashCode(key, StringComparison.Ordinal) % _stripes.Length];
        await stripe.WaitAsync(cancellationToken);
        return new Held(stripe);
    }

    internal readonly struct Held(SemaphoreSlim stripe) : IDisposable
    {
        public void Dispose() => stripe.Release();
    }
}
