using System.Text.Json;
using System.Text.Json.Serialization;
using Chancery.Domain;
using Chancery.Storage;

namespace Chancery.Server.Features.DeviceConfigurations;

/// <summary>How a profile's settings are kept in its row.</summary>
internal static class ProfileSettingsJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    internal static string Write(ProfileSettings settings) => JsonSerializer.Serialize(settings, Options);

    internal static ProfileSettings Read(ProfileRow profile) => JsonSerializer.Deserialize<ProfileSettings>(profile.SettingsJson, Options)!;
}
