using System.Text.Json.Serialization;

namespace Chancery.Client;

public sealed partial class ChanceryClient
{
    /// <summary>Creates a person.</summary>
    /// <param name="user">The person.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ApiResult<ClientUser>> CreateUserAsync(ClientUser user, CancellationToken cancellation = default) =>
        _api.PostAsync<ClientUser>("/beta/users", user, cancellation);

    /// <summary>Every person.</summary>
    /// <param name="cancellation">Gives up.</param>
    public Task<ApiResult<IReadOnlyList<ClientUser>>> ListUsersAsync(CancellationToken cancellation = default) =>
        _api.ListAsync<ClientUser>("/beta/users", cancellation);

    /// <summary>One person.</summary>
    /// <param name="idOrName">Identifier or user principal name.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ApiResult<ClientUser>> GetUserAsync(string idOrName, CancellationToken cancellation = default) =>
        _api.GetAsync<ClientUser>($"/beta/users/{Escape(idOrName)}", cancellation);

    /// <summary>Changes a person.</summary>
    /// <param name="idOrName">Identifier or user principal name.</param>
    /// <param name="change">What changes; what it leaves out stays.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ApiResult<ClientUser>> UpdateUserAsync(string idOrName, UserChange change, CancellationToken cancellation = default) =>
        _api.PatchAsync<ClientUser>($"/beta/users/{Escape(idOrName)}", change, cancellation);

    /// <summary>Creates a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ApiResult<ClientGroup>> CreateGroupAsync(ClientGroup group, CancellationToken cancellation = default) =>
        _api.PostAsync<ClientGroup>("/beta/groups", group, cancellation);

    /// <summary>Every group.</summary>
    /// <param name="cancellation">Gives up.</param>
    public Task<ApiResult<IReadOnlyList<ClientGroup>>> ListGroupsAsync(CancellationToken cancellation = default) =>
        _api.ListAsync<ClientGroup>("/beta/groups", cancellation);

    /// <summary>One group.</summary>
    /// <param name="idOrName">Identifier or display name; a name that several groups have is <c>nameAmbiguous</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ApiResult<ClientGroup>> FindGroupAsync(string idOrName, CancellationToken cancellation = default) => Guid.TryParse(idOrName, out _)
        ? await _api.GetAsync<ClientGroup>($"/beta/groups/{Escape(idOrName)}", cancellation)
        : (await _api.ListAsync<ClientGroup>($"/beta/groups?$filter=displayName%20eq%20{Quote(idOrName)}", cancellation)).Then(found => One(found, idOrName));

    /// <summary>Makes a person a member of a group.</summary>
    /// <param name="groupId">The group.</param>
    /// <param name="userId">The person.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ApiResult<Done>> AddGroupMemberAsync(string groupId, string userId, CancellationToken cancellation = default) =>
        _api.PostAsync<Done>($"/beta/groups/{Escape(groupId)}/members/$ref", new Reference($"/beta/users/{userId}"), cancellation);

    private static ApiResult<T> One<T>(IReadOnlyList<T> found, string name) => found switch
    {
        [var only] => only,
        [] => new ApiError("notFound", "There is no such object.", name, 404),
        _ => new ApiError(ClientErrorCodes.NameAmbiguous, "Several objects have this name.", name),
    };

    private sealed record Reference([property: JsonPropertyName("@odata.id")] string Id);
}
