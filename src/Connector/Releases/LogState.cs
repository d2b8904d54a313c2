using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Chancery.Domain;

namespace Chancery.Connector.Releases;

/// <summary>Where a log stands: read from its first line, the chain checked.</summary>
internal sealed record LogState(long Sequence, string Last, long Length, ConcurrentDictionary<Guid, byte> Ended)
{
    private const int LongestLine = 1 << 20;

    /// <returns>The state up to the last whole line; or <c>releaseLogBroken</c>.</returns>
    internal static Result<LogState> Read(Stream file)
    {
        var ended = new ConcurrentDictionary<Guid, byte>();
        var (sequence, last, length) = (0L, LogEntry.Beginning, 0L);
        foreach (var line in WholeLines(file))
        {
            var entry = LogEntry.FromLine(Encoding.UTF8.GetString(line));
            // Written again it must be the same bytes: a reader is lenient about what the hash does not cover.
            var whole = entry is not null && entry.ToLine().AsSpan()[..^1].SequenceEqual(line);
            if (entry is null || !whole || entry.Sequence != sequence + 1 || entry.Previous != last || !entry.Holds())
            {
                return new Error("releaseLogBroken", null, string.Create(CultureInfo.InvariantCulture, $"line {sequence + 1}"));
            }

            (sequence, last, length) = (entry.Sequence, entry.Hash!, length + line.Length + 1);
            if (entry.Kind == LogKind.Ended)
            {
                ended[entry.EnrollmentId] = 0;
            }
        }

        return new LogState(sequence, last, length, ended);
    }

    private static IEnumerable<byte[]> WholeLines(Stream file)
    {
        var buffered = new BufferedStream(file, 1 << 16);
        var line = new List<byte>(1024);
        for (int next; (next = buffered.ReadByte()) >= 0;)
        {
            if (next == '\n')
            {
                yield return [.. line];
                line.Clear();
            }
            else if (line.Count < LongestLine)
            {
                line.Add((byte)next);
            }
        }
    }
}
