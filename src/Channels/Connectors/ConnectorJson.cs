using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chancery.Channels.Connectors;

/// <summary>How the connector's protocol is written: camelCase names, enum members by name, bytes in base64.</summary>
public static class ConnectorJson
{
    /// <summary>The options both sides use.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            AllowOutOfOrderMetadataProperties = true,
            MaxDepth = 32,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
