using System.Text.Json;
using System.Text.RegularExpressions;

namespace Chancery.System.Tests;

/// <summary>As much of JSON Schema as docs/report.schema.json uses; a keyword it does not know is a violation, not a pass.</summary>
internal static class SmallSchema
{
    private static readonly string[] Silent = ["$schema", "title", "description", "$defs"];

    public static IReadOnlyList<string> Violations(JsonElement schema, JsonElement value) => [.. Check(schema, schema, value, "$")];

    private static IEnumerable<string> Check(JsonElement root, JsonElement schema, JsonElement value, string path) =>
        schema.EnumerateObject().Where(keyword => !Silent.Contains(keyword.Name)).SelectMany(keyword => keyword.Name switch
        {
            "$ref" => Check(root, root.GetProperty("$defs").GetProperty(keyword.Value.GetString()!.Split('/')[^1]), value, path),
            "type" => When(TypeOf(value) != keyword.Value.GetString(), $"{path}: {TypeOf(value)} is no {keyword.Value}"),
            "const" => When(!JsonElement.DeepEquals(keyword.Value, value), $"{path}: {value} is not {keyword.Value}"),
            "enum" => When(!keyword.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)), $"{path}: {value} is none of {keyword.Value}"),
            "pattern" => When(
                value.ValueKind != JsonValueKind.String || !Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!), $"{path}: {value} does not match"),
            "required" => keyword.Value.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path}: {name} is missing"),
            "items" => value.EnumerateArray().SelectMany((item, i) => Check(root, keyword.Value, item, $"{path}[{i}]")),
            "properties" => keyword.Value.EnumerateObject()
                .SelectMany(named => value.TryGetProperty(named.Name, out var property) ? Check(root, named.Value, property, $"{path}.{named.Name}") : []),
            "additionalProperties" => value.EnumerateObject().Where(property => !schema.GetProperty("properties").TryGetProperty(property.Name, out _))
                .Select(property => $"{path}: {property.Name} is unknown"),
            _ => [$"{path}: the keyword {keyword.Name} is not checked"],
        });

    private static IEnumerable<string> When(bool violated, string what) => violated ? [what] : [];

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString().ToLowerInvariant(),
    };
}
