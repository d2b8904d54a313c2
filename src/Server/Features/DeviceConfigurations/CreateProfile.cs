using Chancery.Domain;
using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;

namespace Chancery.Server.Features.DeviceConfigurations;

/// <summary>POST <c>/deviceManagement/deviceConfigurations</c>. Nothing reaches a device before the profile is assigned.</summary>
internal static class CreateProfile
{
    internal static async Task<IResult> HandleAsync(HttpContext http, ChanceryDbContext db, TimeProvider time)
    {
        var json = await RequestBody.ReadObjectAsync(http.Request);
        if (!json.IsOk)
        {
            return Answers.Fail(json.Error);
        }

        var input = ProfileReading.Read(json.Value);
        if (!input.IsOk)
        {
            return Answers.Fail(input.Error);
        }

        await using var change = await Change.BeginAsync(db, http);
        if (input.Value.Settings is EmailSettings email && await ProfileReferences.CheckAsync(db, email, http.RequestAborted) is { } unknown)
        {
            return Answers.Fail(unknown);
        }

        var now = time.GetUtcNow();
        var profile = new ProfileRow { Id = Guid.CreateVersion7(now), ODataType = input.Value.Type.ODataType, CreatedDateTime = now };
        Apply(profile, input.Value, ProfileJson.Kept(json.Value).ToJsonString(), now);
        db.Profiles.Add(profile);
        await change.CommitAsync("deviceConfiguration.created", "deviceConfiguration", profile.Id, new { profile.DisplayName, Type = profile.ODataType });
        return GraphAnswer.Entity(http, ProfileEndpoints.Set, ProfileJson.Write(profile), profile.Version, StatusCodes.Status201Created);
    }

    /// <summary>Lays what was read into the row.</summary>
    internal static void Apply(ProfileRow profile, ProfileInput input, string graphJson, DateTimeOffset now)
    {
        profile.Kind = input.Type.Kind;
        profile.DisplayName = input.DisplayName;
        profile.Description = input.Description;
        profile.Platforms = [.. input.Type.Platforms];
        profile.SettingsJson = ProfileSettingsJson.Write(input.Settings);
        profile.GraphJson = graphJson;
        profile.SigningProfileId = (input.Settings as EmailSettings)?.SigningProfileId;
        profile.EncryptionProfileId = (input.Settings as EmailSettings)?.EncryptionProfileId;
        profile.LastModifiedDateTime = now;
    }
}
