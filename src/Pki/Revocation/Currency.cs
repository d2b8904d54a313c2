namespace Chancery.Pki;

/// <summary>Whether a list or response speaks of the instant that is asked about.</summary>
internal static class Currency
{
    /// <summary>What is wrong, in words that follow its name; null where nothing is.</summary>
    public static string? Fault(PathContext context, DateTimeOffset thisUpdate, DateTimeOffset? nextUpdate)
    {
        var (at, limits) = (context.EvidenceAt, context.Request.Limits);
        return thisUpdate > at + limits.ClockSkew ? $"is of {thisUpdate:u}, which is yet to come"
            : nextUpdate is { } next && next < at ? $"promised news by {next:u}, which has passed"
            : nextUpdate is null && thisUpdate < at - limits.MaxEvidenceAge ? $"is of {thisUpdate:u}, which is too long ago"
            : null;
    }
}
