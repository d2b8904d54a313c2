using System.Globalization;
using System.Runtime.InteropServices;

namespace Chancery.Bench.Mail;

/// <summary>
/// The whole process on one core, and the processor time it used: the garbage collector and the compiler are paid for by whoever needs them, and time
/// taken by other processes counts for nobody.
/// </summary>
internal static partial class OneCore
{
    // CLOCK_PROCESS_CPUTIME_ID (time.h).
    private const int ProcessTime = 2;

    /// <summary>Pins every thread of the process, and with them those still to come, to the last core.</summary>
    public static void Pin()
    {
        var mask = 1UL << ((Environment.ProcessorCount - 1) % 64);
        foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            // A thread that has just ended is no failure.
            _ = sched_setaffinity(int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture), sizeof(ulong), in mask);
        }
    }

    /// <summary>Processor time of the process so far, in seconds.</summary>
    public static double Seconds() =>
        clock_gettime(ProcessTime, out var now) == 0 ? now.Seconds + (now.Nanoseconds / 1e9) : throw new InvalidOperationException("No processor time.");

    [LibraryImport("libc")]
    private static partial int sched_setaffinity(int thread, nuint size, in ulong mask);

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out TimeSpec now);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
