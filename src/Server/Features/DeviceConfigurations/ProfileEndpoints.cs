using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.DeviceConfigurations;

/// <summary>Profiles: <c>/deviceManagement/deviceConfigurations</c>.</summary>
internal static class ProfileEndpoints
{
    internal const string Set = "deviceManagement/deviceConfigurations";

    internal static void Map(IEndpointRouteBuilder api)
    {
        var profiles = api.MapGroup("/deviceManagement/deviceConfigurations");
        profiles.MapGet("", ListAsync);
        profiles.MapPost("", CreateProfile.HandleAsync);
        profiles.MapGet("/{id}", GetAsync);
        profiles.MapPatch("/{id}", UpdateProfile.HandleAsync);
        profiles.MapDelete("/{id}", DeleteProfile.HandleAsync);
        profiles.MapPost("/{id}/assign", AssignProfile.HandleAsync);
        profiles.MapGet("/{id}/assignments", AssignProfile.ListAsync);
        profiles.MapGet("/{id}/deviceStatuses", ProfileStatuses.ListAsync);
        profiles.MapGet("/{id}/deviceStatusOverview", ProfileStatuses.OverviewAsync);
        profiles.MapGet("/{id}/managedDeviceCertificateStates", CertificateStates.OfProfileAsync);
        api.MapGet("/deviceManagement/deviceConfigurationsAllManagedDeviceCertificateStates", CertificateStates.OfAllAsync);
    }

    internal static Task<ProfileRow?> FindAsync(ChanceryDbContext db, string id, CancellationToken cancellation) =>
        Guid.TryParse(id, out var guid) ? db.Profiles.FirstOrDefaultAsync(profile => profile.Id == guid, cancellation) : Task.FromResult<ProfileRow?>(null);

    private static async Task<IResult> ListAsync(HttpContext http, ChanceryDbContext db)
    {
        var query = GraphQuery.Read(http.Request, GraphAnswer.Page, "displayName", "id");
        if (!query.IsOk)
        {
            return Answers.Fail(query.Error);
        }

        var profiles = db.Profiles.AsNoTracking();
        profiles = query.Value.Exact("displayName") is { } name ? profiles.Where(profile => profile.DisplayName == name) : profiles;
        profiles = query.Value.Identifier("id") is { } id ? profiles.Where(profile => profile.Id == id) : profiles;
        var ordered = profiles.OrderBy(profile => profile.DisplayName).ThenBy(profile => profile.Id);
        return await GraphAnswer.PageAsync(http, Set, query.Value, ordered, ProfileJson.Write);
    }

    private static async Task<IResult> GetAsync(HttpContext http, ChanceryDbContext db, string id) =>
        await FindAsync(db, id, http.RequestAborted) is { } profile
            ? GraphAnswer.Entity(http, Set, ProfileJson.Write(profile), profile.Version)
            : Answers.Fail("notFound", "deviceConfigurations");
}
