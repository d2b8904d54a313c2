namespace Chancery.Connector;

/// <summary>Says that there is something new to publish; any number of times said is once.</summary>
internal sealed class PublishSignal : IDisposable
{
    private readonly SemaphoreSlim _set = new(0, 1);

    public void Dispose() => _set.Dispose();

    internal void Set()
    {
        try
        {
            _set.Release();
        }
        catch (SemaphoreFullException)
        {
            // Said already.
        }
    }

    /// <returns>Whether it was said; false: the time passed.</returns>
    internal Task<bool> WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => _set.WaitAsync(longest, cancellationToken);
}
