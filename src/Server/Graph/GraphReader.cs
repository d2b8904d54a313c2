using System.Globalization;
using System.Text.Json;
using Chancery.Domain;

namespace Chancery.Server.Graph;

/// <summary>
/// Reads the properties of one JSON object. The first property that is wrong becomes <see cref="Error"/>, named; the caller reads everything
/// it wants and then looks at it once. Property names are Graph's; a null is as good as absent.
/// </summary>
internal sealed class GraphReader(JsonElement element, string path = "")
{
    /// <summary>The first thing that was wrong.</summary>
    internal Error? Error { get; private set; }

    /// <summary>Whether the property is present, null included.</summary>
    internal bool Has(string name) => element.TryGetProperty(name, out _);

    /// <summary>Records that a property is wrong, unless another already was.</summary>
    internal void Fail(string name, string detail, string code = "invalidRequest") => Error ??= new Error(code, path + name, detail);

    /// <summary>Takes over what was wrong in a nested object.</summary>
    internal void Adopt(GraphReader nested) => Error ??= nested.Error;

    internal string? Text(string name, int most = 256)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { } text || text.Length > most || text.Any(IsForbidden))
        {
            Fail(name, $"Text of at most {most} characters is expected.");
            return null;
        }

        return text;
    }

    internal string RequiredText(string name, int most = 256)
    {
        var text = Text(name, most);
        if (string.IsNullOrWhiteSpace(text))
        {
            Fail(name, "The property is required.");
        }

        return text ?? "";
    }

    internal bool? Flag(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Fail(name, "true or false is expected.");
        return null;
    }

    internal int? Number(string name, int least, int most)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Fail(name, $"A whole number from {least} to {most} is expected.");
        return null;
    }

    internal Guid? Identifier(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (Guid.TryParse(text, out var id))
        {
            return id;
        }

        Fail(name, "A GUID is expected.");
        return null;
    }

    /// <summary>An instant; what has no offset is refused, since it would mean another instant on another machine.</summary>
    internal DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var time = text.IndexOf('T', StringComparison.OrdinalIgnoreCase);
        var hasOffset = time > 0 && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > time);
        if (hasOffset && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant))
        {
            return instant.ToUniversalTime();
        }

        Fail(name, "An ISO 8601 date and time with its offset is expected.");
        return null;
    }

    internal byte[]? Bytes(string name, int most)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out var bytes) && bytes.Length <= most)
        {
            return bytes;
        }

        Fail(name, $"Base64 of at most {most} bytes is expected.");
        return null;
    }

    /// <summary>A member of an enumeration, by name whatever the case: some clients write PascalCase. Never a number.</summary>
    internal T? Member<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (text.All(char.IsAsciiLetterOrDigit) && text.Length > 0 && char.IsAsciiLetter(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var member))
        {
            return member;
        }

        Fail(name, $"One of {string.Join(", ", Enum.GetNames<T>().Select(Camel))} is expected.");
        return null;
    }

    /// <summary>The objects of an array.</summary>
    internal IReadOnlyList<GraphReader> Objects(string name, int most = 500)
    {
        if (Find(name) is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > most
            || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object))
        {
            Fail(name, $"An array of at most {most} objects is expected.");
            return [];
        }

        return [.. value.EnumerateArray().Select((item, index) => new GraphReader(item, $"{path}{name}[{index}]."))];
    }

    /// <summary>A nested object.</summary>
    internal GraphReader? Object(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            return new GraphReader(value, $"{path}{name}.");
        }

        Fail(name, "An object is expected.");
        return null;
    }

    /// <summary>How Graph writes the name of a member.</summary>
    internal static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private JsonElement? Find(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    // Control characters end up in letters, logs and certificates; PostgreSQL refuses NUL.
    private static bool IsForbidden(char character) => char.IsControl(character) && character is not ('\n' or '\r' or '\t');
}
