using System.Text.Json.Serialization;

namespace Chancery.Client;

public sealed partial class ChanceryClient
{
    private const string Profiles = "/beta/deviceManagement/deviceConfigurations";

    /// <summary>Creates a profile.</summary>
    /// <param name="draft">The profile.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ApiResult<ClientProfile>> CreateProfileAsync(ProfileDraft draft, CancellationToken cancellation = default) =>
        _api.PostAsync<ClientProfile, ProfileDraft>(Profiles, draft, cancellation);

    /// <summary>Every profile.</summary>
    /// <param name="cancellation">Gives up.</param>
    public Task<ApiResult<IReadOnlyList<ClientProfile>>> ListProfilesAsync(CancellationToken cancellation = default) =>
        _api.ListAsync<ClientProfile>(Profiles, cancellation);

    /// <summary>One profile.</summary>
    /// <param name="idOrName">Identifier or display name; a name that several profiles have is <c>nameAmbiguous</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ApiResult<ClientProfile>> FindProfileAsync(string idOrName, CancellationToken cancellation = default) => Guid.TryParse(idOrName, out _)
        ? await _api.GetAsync<ClientProfile>($"{Profiles}/{Escape(idOrName)}", cancellation)
        : (await _api.ListAsync<ClientProfile>($"{Profiles}?$filter=displayName%20eq%20{Quote(idOrName)}", cancellation)).Then(found => One(found, idOrName));

    /// <summary>Assigns a profile, replacing whom it was assigned to.</summary>
    /// <param name="profileId">The profile.</param>
    /// <param name="targets">Whom to.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ApiResult<Done>> AssignProfileAsync(string profileId, IReadOnlyList<AssignmentTarget> targets, CancellationToken cancellation = default) =>
        _api.PostAsync<Done>(
            $"{Profiles}/{Escape(profileId)}/assign", new AssignBody([.. targets.Select(target => new AssignmentBody(Body(target)))]), cancellation);

    private static TargetBody Body(AssignmentTarget target) => new(
        target.Kind switch
        {
            AssignmentTargetKind.AllUsers => "#microsoft.graph.allLicensedUsersAssignmentTarget",
            AssignmentTargetKind.AllDevices => "#microsoft.graph.allDevicesAssignmentTarget",
            AssignmentTargetKind.Group => "#microsoft.graph.groupAssignmentTarget",
            _ => "#microsoft.graph.exclusionGroupAssignmentTarget",
        },
        target.GroupId);

    private sealed record AssignBody(IReadOnlyList<AssignmentBody> Assignments);

    private sealed record AssignmentBody(TargetBody Target);

    private sealed record TargetBody([property: JsonPropertyName("@odata.type")] string Type, string? GroupId);
}
