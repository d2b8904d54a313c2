namespace Chancery.Connector.Work.Enrollment;

/// <summary>For whom the connector's own settings allow enrolment by link.</summary>
internal static class LinkPolicy
{
    internal static bool Allows(IReadOnlyList<string> patterns, string address) => patterns.Any(pattern => Matches(pattern, address));

    // "*@domain" is the only wildcard: one that is easy to read is hard to get wrong.
    private static bool Matches(string pattern, string address) => pattern.StartsWith("*@", StringComparison.Ordinal)
        ? pattern.Length > 2 && string.Equals(pattern[2..], address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..], StringComparison.OrdinalIgnoreCase)
        : string.Equals(pattern, address, StringComparison.OrdinalIgnoreCase);
}
