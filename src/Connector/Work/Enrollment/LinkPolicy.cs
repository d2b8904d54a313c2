namespace Chancery.Connector.Work.Enrollment;

/// <summary>For whom the connector's own settings allow enrolment by link.</summary>
internal static class LinkPolicy
{
    internal static bool Allows(IReadOnlyList<string> patterns, string address) => patterns.Any(pattern => Matches(pattern, address));

    // "*@domain" is the only wildcard: one that is easy to read is hard to get wrong.
    private static bool Matches(string pattern, string address) => pattern.StartsWith("*@", StringComparison.Ordinal)
        ? pattern.Length > 2 && address.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase) && address.IndexOf('@', StringComparison.Ordinal) == address.Length - pattern.Length + 1
        : string.Equals(pattern, address, StringComparison.OrdinalIgnoreCase);
}
