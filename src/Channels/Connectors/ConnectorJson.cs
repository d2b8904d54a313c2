using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chancery.Channels.Connectors;

/// <summary>
/// How the connector's protocol is written: camelCase names, enum members by name, bytes in base64. It is read strictly, since neither
/// side trusts the other: what a record says is never null is never null once read, not even within a list, and no name appears twice.
/// Members that are not known are passed over, so that a newer peer can be spoken with.
/// </summary>
public static class ConnectorJson
{
    /// <summary>
    /// The options both sides use. Reading fails with a <see cref="JsonException"/> or, where a kind is missing, a
    /// <see cref="NotSupportedException"/>, and with nothing else.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            AllowOutOfOrderMetadataProperties = true,
            AllowDuplicateProperties = false,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            MaxDepth = 32,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new ListConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
