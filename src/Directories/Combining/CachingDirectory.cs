using Chancery.Pki;

namespace Chancery.Directories;

/// <summary>How long answers are kept, and how many.</summary>
public sealed record CacheLimits
{
    /// <summary>How long an answer with a usable certificate is kept; never beyond the certificate's validity.</summary>
    public TimeSpan Found { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long "there is none" is kept.</summary>
    public TimeSpan NotFound { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an answer is kept that is uncertain because a source failed: long enough not to hammer it.</summary>
    public TimeSpan Failed { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The most answers kept; those asked for longest ago go first.</summary>
    public int MaxEntries { get; init; } = 10_000;
}

/// <summary>
/// Keeps another directory's answers in memory. Callers who ask for the same address at the same time share one look-up, which goes on when one of them
/// gives up.
/// </summary>
/// <param name="inner">The directory asked; it limits its own time.</param>
/// <param name="limits">How long and how many.</param>
/// <param name="time">The clock.</param>
public sealed class CachingDirectory(IRecipientDirectory inner, CacheLimits? limits = null, TimeProvider? time = null) : IRecipientDirectory
{
    private readonly CacheLimits _limits = limits ?? new CacheLimits();
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byUse = new();

    /// <inheritdoc/>
    public async Task<RecipientAnswer> FindAsync(string address, CancellationToken cancellation = default)
    {
        if (MailAddress.TryParse(address) is not { } parsed)
        {
            return await inner.FindAsync(address, cancellation);
        }

        var answer = await Lookup(parsed.Key).WaitAsync(cancellation);
        return answer.Address == address ? answer : answer with { Address = address };
    }

    /// <summary>Forgets all answers: a directory is known to have changed.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _byUse.Clear();
        }
    }

    private Task<RecipientAnswer> Lookup(string key)
    {
        Entry entry;
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var node) && node.Value.Expires > _time.GetUtcNow())
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                return node.Value.Answer.Task;
            }

            Remove(key);
            entry = new Entry(key);
            _entries[key] = _byUse.AddFirst(entry);
            while (_entries.Count > _limits.MaxEntries)
            {
                Remove(_byUse.Last!.Value.Key);
            }
        }

        _ = FillAsync(entry);
        return entry.Answer.Task;
    }

    private async Task FillAsync(Entry entry)
    {
        try
        {
            var answer = await inner.FindAsync(entry.Key, CancellationToken.None);
            entry.Expires = _time.GetUtcNow() + Lifetime(answer);
            entry.Answer.SetResult(answer);
        }
        catch (Exception exception)
        {
            // A directory that throws is a bug: its callers see it, and nobody after them.
            entry.Expires = DateTimeOffset.MinValue;
            entry.Answer.SetException(exception);
        }
    }

    private TimeSpan Lifetime(RecipientAnswer answer)
    {
        if (answer.Usable.IsEmpty)
        {
            return answer.Failures.IsEmpty ? _limits.NotFound : _limits.Failed;
        }

        var valid = answer.Usable.Min(found => CertificateReader.Describe(found.Certificate).NotAfter) - _time.GetUtcNow();
        return valid < _limits.Found ? valid : _limits.Found;
    }

    private void Remove(string key)
    {
        if (_entries.Remove(key, out var node))
        {
            _byUse.Remove(node);
        }
    }

    // While it is being filled, an entry does not expire: whoever asks waits with the others.
    private sealed class Entry(string key)
    {
        public string Key { get; } = key;

        public TaskCompletionSource<RecipientAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public DateTimeOffset Expires { get; set; } = DateTimeOffset.MaxValue;
    }
}
