using System.Collections.Concurrent;

namespace Chancery.Server.Devices;

/// <summary>
/// When devices were last heard of, gathered in memory: a sync with nothing to do writes nothing. A worker writes what is here at most once a minute; a
/// crash loses a minute of it, which no decision rests on.
/// </summary>
internal sealed class LastSeen(TimeProvider time)
{
    private ConcurrentDictionary<(Guid Device, Guid? Channel), DateTimeOffset> _seen = new();

    /// <summary>A device has spoken on a channel.</summary>
    internal void Touch(Guid deviceId, Guid? channelId)
    {
        var now = time.GetUtcNow();
        _seen[(deviceId, null)] = now;
        if (channelId is not null)
        {
            _seen[(deviceId, channelId)] = now;
        }
    }

    /// <summary>What is not written yet of a device.</summary>
    internal DateTimeOffset? Of(Guid deviceId) => _seen.TryGetValue((deviceId, null), out var seen) ? seen : null;

    /// <summary>Takes what is to be written.</summary>
    internal IReadOnlyDictionary<(Guid Device, Guid? Channel), DateTimeOffset> Take() => Interlocked.Exchange(ref _seen, new());
}
