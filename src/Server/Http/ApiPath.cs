using System.Text;
using Microsoft.AspNetCore.Http;

namespace Chancery.Server.Http;

/// <summary>What a path says about who is speaking, and the one spelling of an OData path that the routes know.</summary>
internal static class ApiPath
{
    private static readonly PathString[] Administration = ["/beta", "/v1.0", "/chancery"];

    /// <summary>Whether the path is for administrators alone.</summary>
    internal static bool IsAdministration(PathString path) => Administration.Any(prefix => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether errors on the path have Graph's shape.</summary>
    internal static bool SpeaksGraph(PathString path) => IsAdministration(path) || path.StartsWithSegments("/connector", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Rewrites the spellings OData allows (URL Conventions 4.3.1, 4.11) into one: a key in parentheses, quoted or not, becomes a segment; a
    /// type cast (<c>microsoft.graph.x</c>, in the SDK <c>graph.x</c>) is dropped, since every route knows its type.
    /// </summary>
    internal static PathString Normalize(PathString path)
    {
        if (!IsAdministration(path))
        {
            return path;
        }

        var result = new StringBuilder();
        foreach (var segment in path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment.StartsWith("microsoft.graph.", StringComparison.OrdinalIgnoreCase) || segment.StartsWith("graph.", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var open = segment.IndexOf('(', StringComparison.Ordinal);
            if (open <= 0 || !segment.EndsWith(')'))
            {
                result.Append('/').Append(segment);
                continue;
            }

            var key = segment[(open + 1)..^1];
            key = key.Length >= 2 && key[0] == '\'' && key[^1] == '\'' ? key[1..^1].Replace("''", "'", StringComparison.Ordinal) : key;
            result.Append('/').Append(segment, 0, open).Append('/').Append(key);
        }

        return new PathString(result.ToString());
    }
}
