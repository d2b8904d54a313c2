using System.Runtime.InteropServices;

namespace Chancery.TestSupport;

/// <summary>
/// Counts the processor's time spent by this thread: what a promise of "refused in 100 ms" is about, whatever else the machine does meanwhile. For code
/// that stays on its thread.
/// </summary>
public readonly struct ThreadClock
{
    // clock_gettime(2): CLOCK_THREAD_CPUTIME_ID.
    private const int ThreadCpuTime = 3;

    private readonly TimeSpan _start;

    private ThreadClock(TimeSpan start) => _start = start;

    /// <summary>The processor's time since the start.</summary>
    public TimeSpan Elapsed => Now - _start;

    /// <summary>The same in whole milliseconds.</summary>
    public long ElapsedMilliseconds => (long)Elapsed.TotalMilliseconds;

    private static TimeSpan Now
    {
        get
        {
            if (ClockGetTime(ThreadCpuTime, out var time) != 0)
            {
                throw new InvalidOperationException($"clock_gettime: {Marshal.GetLastPInvokeErrorMessage()}");
            }

            return TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / 100));
        }
    }

    /// <summary>Starts to count.</summary>
    public static ThreadClock StartNew() => new(Now);

    [DllImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockGetTime(int clock, out Timespec time);

    private struct Timespec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
