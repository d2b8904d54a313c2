using Chancery.Domain;

namespace Chancery.Server.Graph;

/// <summary>One comparison of a <c>$filter</c>.</summary>
/// <param name="Property">The property's name.</param>
/// <param name="Value">The text it must equal.</param>
internal readonly record struct GraphEquals(string Property, string Value);

/// <summary>
/// The part of OData's <c>$filter</c> (URL Conventions 5.1.1) that Intune's own clients use: <c>p eq 'v'</c>, <c>tolower(p) eq 'v'</c>, joined by
/// <c>and</c>.
/// </summary>
internal static class GraphFilter
{
    private const int MostClauses = 8;

    /// <summary>Parses a filter. Comparisons are case-insensitive for every property we filter on, so <c>tolower</c> changes nothing.</summary>
    internal static Result<IReadOnlyList<GraphEquals>> Parse(string filter)
    {
        var clauses = new List<GraphEquals>();
        var rest = filter.AsSpan().Trim();
        while (true)
        {
            if (clauses.Count == MostClauses || !TryClause(ref rest, out var clause))
            {
                return new Error("invalidFilter", "$filter", "Only property eq 'value' and tolower(property) eq 'value', joined by and, are understood.");
            }

            clauses.Add(clause);
            rest = rest.TrimStart();
            if (rest.IsEmpty)
            {
                return clauses;
            }

            if (!TryWord(ref rest, "and"))
            {
                return new Error("invalidFilter", "$filter", "Comparisons are joined by and.");
            }
        }
    }

    private static bool TryClause(ref ReadOnlySpan<char> rest, out GraphEquals clause)
    {
        clause = default;
        rest = rest.TrimStart();
        var lowered = rest.StartsWith("tolower(", StringComparison.OrdinalIgnoreCase);
        rest = lowered ? rest["tolower(".Length..].TrimStart() : rest;
        var length = rest.IndexOfAnyExcept(Letters);
        if (length <= 0)
        {
            return false;
        }

        var property = rest[..length].ToString();
        rest = rest[length..];
        if (lowered)
        {
            rest = rest.TrimStart();
            if (rest.IsEmpty || rest[0] != ')')
            {
                return false;
            }

            rest = rest[1..];
        }

        if (!TryWord(ref rest, "eq") || !TryValue(ref rest, out var value))
        {
            return false;
        }

        clause = new GraphEquals(property, value);
        return true;
    }

    private static readonly System.Buffers.SearchValues<char> Letters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private static bool TryWord(ref ReadOnlySpan<char> rest, string word)
    {
        rest = rest.TrimStart();
        if (!rest.StartsWith(word, StringComparison.OrdinalIgnoreCase) || rest.Length == word.Length || !char.IsWhiteSpace(rest[word.Length]))
        {
            return false;
        }

        rest = rest[word.Length..];
        return true;
    }

    // A quote inside a string is doubled (OData ABNF, string literal). A GUID may stand bare.
    private static bool TryValue(ref ReadOnlySpan<char> rest, out string value)
    {
        value = "";
        rest = rest.TrimStart();
        if (rest.IsEmpty)
        {
            return false;
        }

        if (rest[0] != '\'')
        {
            var end = rest.IndexOf(' ');
            value = (end < 0 ? rest : rest[..end]).ToString();
            rest = end < 0 ? [] : rest[end..];
            return Guid.TryParse(value, out _);
        }

        for (var index = 1; index < rest.Length; index++)
        {
            if (rest[index] != '\'')
            {
                continue;
            }

            if (index + 1 < rest.Length && rest[index + 1] == '\'')
            {
                index++;
                continue;
            }

            value = rest[1..index].ToString().Replace("''", "'", StringComparison.Ordinal);
            rest = rest[(index + 1)..];
            return true;
        }

        return false;
    }
}
