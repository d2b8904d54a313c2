using System.Globalization;
using Chancery.Domain;
using Microsoft.AspNetCore.Http;

namespace Chancery.Server.Graph;

/// <summary>The version of an object as an entity tag (RFC 9110 8.8.3), so that of two administrators' changes the second is told.</summary>
internal static class ETags
{
    /// <summary>The tag of a version.</summary>
    internal static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\"");

    /// <summary>Whether the request may change an object of this version: it may unless it names another one in If-Match.</summary>
    internal static Error? Check(HttpRequest request, int version)
    {
        var wanted = request.Headers.IfMatch.ToString();
        var accepted = wanted.Length == 0 || wanted.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == "*" || Same(tag, Of(version)));
        return accepted ? null : new Error("changedMeanwhile", "If-Match", $"The current version is {Of(version)}.");
    }

    // A client may have dropped the W/; the version says the same.
    private static bool Same(string tag, string current) => tag == current || tag == current[2..];
}
