namespace Chancery.Bench.Mail;

/// <summary>One operation done by us and by another.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Ours">Does it once, our way.</param>
/// <param name="Theirs">Does it once, their way.</param>
/// <param name="Goal">How many times their rate ours must be; null where nothing is promised.</param>
internal sealed record Contest(string Operation, Action Ours, Action Theirs, double? Goal);

/// <summary>What was measured.</summary>
/// <param name="Contest">The contest.</param>
/// <param name="OurRate">Operations in a second of processor time, the median of the rounds.</param>
/// <param name="OtherRate">The other's.</param>
/// <param name="Ratio">Ours divided by theirs: the median of the rounds' own ratios.</param>
/// <param name="Allocated">What one operation of ours allocates, in bytes.</param>
internal sealed record Standing(Contest Contest, double OurRate, double OtherRate, double Ratio, long Allocated)
{
    public bool IsHeld => Contest.Goal is not { } goal || Ratio >= goal;
}
