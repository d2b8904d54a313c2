namespace Chancery.Bench.Mail;

/// <summary>Measures a contest in rounds in which each has its turn, so that whatever else the machine does hits both alike.</summary>
internal static class Rounds
{
    public const int Count = 15;

    // Long enough for the clock and the garbage collector to even out, short enough that a round sees one state of the machine.
    private const double SliceSeconds = 0.06;

    // The runtime compiles what is called often a second and a third time, in the background.
    private const double WarmingSeconds = 0.8;

    public static Standing Measure(Contest contest)
    {
        var (ours, theirs) = (Calibrate(contest.Ours), Calibrate(contest.Theirs));
        var rounds = new (double Ours, double Theirs)[Count];
        for (var round = 0; round < Count; round++)
        {
            rounds[round] = (Rate(contest.Ours, ours), Rate(contest.Theirs, theirs));
        }

        return new(
            contest,
            Median(rounds.Select(round => round.Ours)),
            Median(rounds.Select(round => round.Theirs)),
            Median(rounds.Select(round => round.Ours / round.Theirs)),
            Allocation(contest.Ours));
    }

    // How often in a slice; also the warming up.
    private static int Calibrate(Action run)
    {
        for (var (count, warm) = (1, 0.0); ; count *= 2)
        {
            var seconds = count / Rate(run, count);
            warm += seconds;
            if (seconds >= SliceSeconds && warm >= WarmingSeconds)
            {
                return Math.Max(1, (int)(count * SliceSeconds / seconds));
            }
        }
    }

    private static double Rate(Action run, int count)
    {
        var begin = OneCore.Seconds();
        for (var i = 0; i < count; i++)
        {
            run();
        }

        return count / (OneCore.Seconds() - begin);
    }

    private static long Allocation(Action run)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Count / 2);
}
