using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chancery.Server.Http;
using Chancery.Storage;

namespace Chancery.Server.Features.DeviceConfigurations;

/// <summary>A profile as Graph's <c>deviceConfiguration</c>: what was sent, unknown properties included, and what the server adds.</summary>
internal static class ProfileJson
{
    /// <summary>Properties that are the server's: what a request says of them is not kept.</summary>
    private static readonly FrozenSet<string> Own = new[]
    {
        "id", "version", "createdDateTime", "lastModifiedDateTime", "supportsScopeTags", "@odata.context", "@odata.etag", "@odata.type", "assignments",
        "deviceStatuses",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    internal static JsonObject Write(ProfileRow profile)
    {
        var sent = JsonNode.Parse(profile.GraphJson)!.AsObject();
        var entity = new JsonObject
        {
            ["@odata.type"] = profile.ODataType,
            ["id"] = profile.Id.ToString(),
            ["displayName"] = profile.DisplayName,
            ["description"] = profile.Description,
            ["version"] = profile.Version,
            ["createdDateTime"] = JsonBytes.Instant(profile.CreatedDateTime),
            ["lastModifiedDateTime"] = JsonBytes.Instant(profile.LastModifiedDateTime),
            ["supportsScopeTags"] = true,
            ["roleScopeTagIds"] = sent["roleScopeTagIds"]?.DeepClone() ?? new JsonArray("0"),
        };

        // A plain GET returns neither a bind nor a navigation (facts of Intune 9.1).
        foreach (var (name, value) in sent.Where(property => !entity.ContainsKey(property.Key) && !property.Key.Contains('@', StringComparison.Ordinal)))
        {
            entity[name] = value?.DeepClone();
        }

        return entity;
    }

    /// <summary>What is kept of a request: all but what the server says itself.</summary>
    internal static JsonObject Kept(JsonElement request)
    {
        var kept = JsonObject.Create(request)!;
        foreach (var name in kept.Select(property => property.Key).Where(Own.Contains).ToList())
        {
            kept.Remove(name);
        }

        return kept;
    }

    /// <summary>The profile as it would have been sent whole: what is stored, with a change laid over it.</summary>
    internal static JsonElement Merge(ProfileRow profile, JsonElement change)
    {
        var whole = JsonNode.Parse(profile.GraphJson)!.AsObject();
        foreach (var (name, value) in Kept(change))
        {
            whole[name] = value?.DeepClone();
        }

        whole["@odata.type"] = profile.ODataType;
        return JsonSerializer.SerializeToElement(whole);
    }
}
