using System.Buffers;
using System.Text;

namespace Chancery.Domain;

/// <summary>One attribute of a subject template.</summary>
/// <param name="Separator">What stands before it: nothing, <c>,</c> or <c>+</c>.</param>
/// <param name="Attribute">The attribute's key, e.g. <c>CN</c> or a dotted OID.</param>
/// <param name="Value">Its value, quotes taken off.</param>
internal readonly record struct SubjectPart(string Separator, string Attribute, string Value);

/// <summary>The CertStrToName syntax: <c>KEY=value</c>, separated by <c>,</c> <c>;</c> or <c>+</c>; quotes around a value, doubled inside.</summary>
internal static class SubjectTemplate
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",+=\"<>#;\\\r\n");

    public static Result<IReadOnlyList<SubjectPart>> Parse(string template)
    {
        var parts = new List<SubjectPart>();
        var separator = "";
        foreach (var (text, next) in Split(template))
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            var attribute = equals < 0 ? "" : text[..equals].Trim();
            if (attribute.Length == 0 || !attribute.All(c => char.IsAsciiLetterOrDigit(c) || c == '.'))
            {
                return new Error("templateMalformed", template, "each part must be KEY=value");
            }

            var value = Unquote(text[(equals + 1)..].Trim());
            if (value is null)
            {
                return new Error("templateMalformed", template, "a quote is not closed, or stands inside an unquoted value");
            }

            parts.Add(new SubjectPart(separator, attribute, value));
            separator = next == '+' ? "+" : ",";
        }

        return parts;
    }

    /// <summary>Quotes a value where CertStrToName would read it otherwise.</summary>
    public static string Quote(string value) =>
        value.AsSpan().ContainsAny(Special) || value.Length == 0 || value != value.Trim()
            ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : value;

    private static IEnumerable<(string Text, char Next)> Split(string template)
    {
        var quoted = false;
        var part = new StringBuilder();
        foreach (var c in template)
        {
            quoted ^= c == '"';
            if (!quoted && c is ',' or ';' or '+')
            {
                yield return (part.ToString(), c);
                part.Clear();
            }
            else
            {
                part.Append(c);
            }
        }

        yield return (part.ToString(), '\0');
    }

    private static string? Unquote(string value)
    {
        if (!value.StartsWith('"'))
        {
            return value.Contains('"', StringComparison.Ordinal) ? null : value;
        }

        if (value.Length < 2 || !value.EndsWith('"'))
        {
            return null;
        }

        // Doubled quotes stand for one; a single one inside means the value went on after its end.
        var inner = value[1..^1];
        return inner.Replace("\"\"", "", StringComparison.Ordinal).Contains('"', StringComparison.Ordinal)
            ? null
            : inner.Replace("\"\"", "\"", StringComparison.Ordinal);
    }
}
