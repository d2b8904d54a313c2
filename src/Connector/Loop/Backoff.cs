using System.Security.Cryptography;

namespace Chancery.Connector.Loop;

/// <summary>How long to wait before the next try: doubling to a minute, with jitter so that many do not come at once.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private int _failures;

    internal void Succeeded() => _failures = 0;

    internal TimeSpan Next()
    {
        var whole = Math.Min(Longest.TotalMilliseconds, First.TotalMilliseconds * Math.Pow(2, Math.Min(_failures++, 16)));
        return TimeSpan.FromMilliseconds((whole / 2) + RandomNumberGenerator.GetInt32((int)(whole / 2) + 1));
    }
}
