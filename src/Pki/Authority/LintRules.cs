namespace Chancery.Pki;

/// <summary>Every lint rule, in the order applied: structure, key, dates, usages, names, pointers.</summary>
internal static class LintRules
{
    public static IReadOnlyList<LintCheck> All { get; } =
    [
        .. CertificateLints.All,
        .. UsageLints.All,
        .. NameLints.All,
    ];

    public static LintCheck Rule(string id, string source, Func<LintSubject, string?> problem) => new(new LintRule(id, source), problem);

    public static string? Unless(bool kept, string problem) => kept ? null : problem;
}
