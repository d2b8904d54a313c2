using System.Collections.Concurrent;
using Chancery.Domain;
using Chancery.Vault;

namespace Chancery.Connector.Releases;

/// <summary>
/// The key-release log: a file only ever appended to, each line synced to disk before what it tells of happens. It also remembers the
/// enrolments that ended, so that a store put back from a backup revives none.
/// </summary>
internal sealed class ReleaseLog : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly FileStream _file;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<Guid, byte> _ended;
    private long _sequence;
    private string _last;

    private ReleaseLog(FileStream file, TimeProvider time, LogState state)
    {
        (_file, _time, _ended) = (file, time, state.Ended);
        (_sequence, _last) = (state.Sequence, state.Last);
    }

    /// <returns>The log, its chain checked from the first line; or <c>releaseLogBroken</c>.</returns>
    internal static Result<ReleaseLog> Open(string path, TimeProvider time)
    {
        if (!File.Exists(path))
        {
            SecretFile.Write(path, []);
        }

        var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        var state = LogState.Read(file);
        if (!state.IsOk)
        {
            file.Dispose();
            return state.Error with { Target = path };
        }

        // A crash while a line was being written: nothing had happened on its account.
        file.SetLength(state.Value.Length);
        file.Seek(0, SeekOrigin.End);
        return new ReleaseLog(file, time, state.Value);
    }

    internal bool HasEnded(Guid enrollmentId) => _ended.ContainsKey(enrollmentId);

    /// <summary>Appends a line; when this returns, it is on the disk.</summary>
    internal async Task AppendAsync(
        LogKind kind, Guid enrollmentId, string? deviceKeyHash = null, IReadOnlyList<string>? addresses = null,
        (string ItemId, string Revision, IReadOnlyList<string> Certificates)? release = null)
    {
        // Not cancelled halfway: a torn line would be taken for a crash.
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            var entry = new LogEntry
            {
                Sequence = 0,
                Time = _time.GetUtcNow(),
                Kind = kind,
                EnrollmentId = enrollmentId,
                DeviceKeyHash = deviceKeyHash,
                Addresses = addresses,
                ItemId = release?.ItemId,
                Revision = release?.Revision,
                Certificates = release?.Certificates,
            }.Chained(_sequence + 1, _last);
            _file.Write(entry.ToLine());
            _file.Flush(flushToDisk: true);
            (_sequence, _last) = (entry.Sequence, entry.Hash!);
            if (kind == LogKind.Ended)
            {
                _ended[enrollmentId] = 0;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        _gate.Dispose();
    }
}
