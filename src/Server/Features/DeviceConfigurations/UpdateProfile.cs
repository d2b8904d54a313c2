using Chancery.Domain;
using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;

namespace Chancery.Server.Features.DeviceConfigurations;

/// <summary>PATCH <c>/deviceManagement/deviceConfigurations/{id}</c>: the change is laid over what was sent before, and the whole is read again.</summary>
internal static class UpdateProfile
{
    internal static async Task<IResult> HandleAsync(HttpContext http, ChanceryDbContext db, TimeProvider time, string id)
    {
        var json = await RequestBody.ReadObjectAsync(http.Request);
        if (!json.IsOk)
        {
            return Answers.Fail(json.Error);
        }

        await using var change = await Change.BeginAsync(db, http);
        if (await ProfileEndpoints.FindAsync(db, id, http.RequestAborted) is not { } profile)
        {
            return Answers.Fail("notFound", "deviceConfigurations");
        }

        if ((ETags.Check(http.Request, profile.Version) ?? OtherType(json.Value, profile)) is { } refused)
        {
            return Answers.Fail(refused);
        }

        var whole = ProfileJson.Merge(profile, json.Value);
        var input = ProfileReading.Read(whole);
        if (!input.IsOk)
        {
            return Answers.Fail(input.Error);
        }

        var unknown = input.Value.Settings is EmailSettings email
            ? await ProfileReferences.CheckAsync(db, email, http.RequestAborted)
            : OtherPurpose(input.Value.Settings, ProfileSettingsJson.Read(profile));
        if (unknown is not null)
        {
            return Answers.Fail(unknown);
        }

        CreateProfile.Apply(profile, input.Value, ProfileJson.Kept(whole).ToJsonString(), time.GetUtcNow());
        await db.SaveChangesAsync(http.RequestAborted);
        await Marking.ProfileAsync(db, profile.Id, http.RequestAborted);
        await change.CommitAsync("deviceConfiguration.updated", "deviceConfiguration", profile.Id, new { profile.DisplayName, profile.Version });
        return GraphAnswer.Entity(http, ProfileEndpoints.Set, ProfileJson.Write(profile), profile.Version);
    }

    private static Error? OtherType(System.Text.Json.JsonElement json, ProfileRow profile) =>
        new GraphReader(json).Text("@odata.type") is { } name && ProfileType.Find(name)?.ODataType != profile.ODataType
            ? new Error("immutableProperty", "@odata.type", $"The profile is a {profile.ODataType}.")
            : null;

    // As in Intune: what is on devices was chosen by the purpose, and e-mail profiles were bound because of it.
    private static Error? OtherPurpose(ProfileSettings settings, ProfileSettings former) =>
        (settings, former) switch
        {
            (ImportedPfxSettings now, ImportedPfxSettings before) when now.IntendedPurpose != before.IntendedPurpose
                => new Error("immutableProperty", "intendedPurpose"),
            (PkcsCertificateSettings now, PkcsCertificateSettings before) when now.Usage != before.Usage
                => new Error("immutableProperty", "certificateUsage"),
            _ => null,
        };
}
