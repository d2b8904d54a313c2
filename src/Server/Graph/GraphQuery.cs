using System.Globalization;
using Chancery.Domain;
using Microsoft.AspNetCore.Http;

namespace Chancery.Server.Graph;

/// <summary>What a list is asked for.</summary>
/// <param name="Filter">The comparisons that must all hold.</param>
/// <param name="Skip">How many to leave out.</param>
/// <param name="Top">The page's size.</param>
/// <param name="Count">Whether the total is wanted.</param>
internal sealed record GraphQuery(IReadOnlyList<GraphEquals> Filter, int Skip, int Top, bool Count)
{
    private const int LongestFilter = 2048;

    /// <summary>Reads the query options; unknown ones that begin with <c>$</c> are refused, since ignoring them would answer another question.</summary>
    internal static Result<GraphQuery> Read(HttpRequest request, int page, params string[] filterable)
    {
        IReadOnlyList<GraphEquals> filter = [];
        var (skip, top, count) = (0, page, false);
        foreach (var (name, values) in request.Query)
        {
            var value = values.ToString();
            switch (name.ToLowerInvariant())
            {
                case "$filter" when value.Length <= LongestFilter && !value.Contains('\0', StringComparison.Ordinal):
                    var parsed = GraphFilter.Parse(value);
                    if (!parsed.IsOk)
                    {
                        return parsed.Error;
                    }

                    filter = parsed.Value;
                    break;
                case "$top" when TryNumber(value, 1, out top):
                    top = Math.Min(top, page);
                    break;
                case "$skip" when TryNumber(value, 0, out skip):
                case "$count" when bool.TryParse(value, out count):
                case "$select":
                    break;
                case var option when option.StartsWith('$'):
                    return new Error("invalidRequest", name, "The query option, or its value, is not understood here.");
                default:
                    break;
            }
        }

        var foreign = filter.FirstOrDefault(clause => !filterable.Contains(clause.Property, StringComparer.OrdinalIgnoreCase));
        return foreign.Property is null
            ? new GraphQuery(filter, skip, top, count)
            : new Error(
                "invalidFilter", "$filter", filterable.Length == 0 ? "This list takes no filter." : $"This list is filtered by {string.Join(", ", filterable)}.");
    }

    /// <summary>The value a property must equal, lower-cased; null where the filter does not name it.</summary>
    internal string? Value(string property) => Exact(property)?.ToLowerInvariant();

    /// <summary>The value a property must equal, as it was written.</summary>
    internal string? Exact(string property) =>
        Filter.FirstOrDefault(clause => string.Equals(clause.Property, property, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The identifier a property must equal; one that is no GUID equals nothing.</summary>
    internal Guid? Identifier(string property) => Exact(property) is { } text ? Guid.TryParse(text, out var id) ? id : Guid.Empty : null;

    private static bool TryNumber(string value, int least, out int number) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least;
}
