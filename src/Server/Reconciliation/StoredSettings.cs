using System.Text.Json;
using System.Text.Json.Serialization;
using Chancery.Domain;
using Chancery.Storage;

namespace Chancery.Server.Reconciliation;

/// <summary>A profile's row as the Domain's record.</summary>
internal static class StoredSettings
{
    /// <summary>How the settings are kept in <see cref="ProfileRow.SettingsJson"/>.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static Profile Read(ProfileRow row) => new(
        row.Id, row.DisplayName, row.Description, row.Version, [.. row.Platforms], JsonSerializer.Deserialize<ProfileSettings>(row.SettingsJson, Options)!);
}
