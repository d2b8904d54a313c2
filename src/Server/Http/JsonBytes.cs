using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Chancery.Server.Http;

/// <summary>How our JSON is written.</summary>
internal static class JsonBytes
{
    // Names of people stay readable; the answers are application/json and never inlined in a page.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes of a JSON object, UTF-8.</summary>
    internal static byte[] Of(JsonObject body) => JsonSerializer.SerializeToUtf8Bytes(body, Options);

    /// <summary>An instant as Graph writes it.</summary>
    internal static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);

    /// <summary>An instant as Graph writes it, or null.</summary>
    internal static string? Instant(DateTimeOffset? instant) => instant is { } known ? Instant(known) : null;
}
