using Chancery.Server.Devices;
using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.ManagedDevices;

/// <summary>Devices: <c>/deviceManagement/managedDevices</c>; their deployments: <c>/chancery/v1/managedDevices/{id}/deployments</c>.</summary>
internal static class DeviceEndpoints
{
    internal const string Set = "deviceManagement/managedDevices";

    internal static void Map(IEndpointRouteBuilder api)
    {
        var devices = api.MapGroup("/deviceManagement/managedDevices");
        devices.MapGet("", ListAsync);
        devices.MapGet("/{id}", GetAsync);
        devices.MapPost("/{id}/retire", RetireDevice.HandleAsync);
        devices.MapPost("/{id}/wipe", WipeDevice.HandleAsync);
        devices.MapPost("/{id}/remoteLock", LockDevice.HandleAsync);
    }

    internal static void MapOurs(IEndpointRouteBuilder chancery) => chancery.MapGet("/managedDevices/{id}/deployments", DeviceDeployments.ListAsync);

    internal static Task<DeviceRow?> FindAsync(ChanceryDbContext db, string id, CancellationToken cancellation) =>
        Guid.TryParse(id, out var guid) ? db.Devices.FirstOrDefaultAsync(device => device.Id == guid, cancellation) : Task.FromResult<DeviceRow?>(null);

    private static async Task<IResult> ListAsync(HttpContext http, ChanceryDbContext db, LastSeen seen)
    {
        var query = GraphQuery.Read(http.Request, GraphAnswer.Page, "userPrincipalName", "deviceName", "serialNumber", "id", "userId");
        if (!query.IsOk)
        {
            return Answers.Fail(query.Error);
        }

        var rows = from device in db.Devices.AsNoTracking()
                   join user in db.Users on device.UserId equals (Guid?)user.Id
                   select new { Device = device, User = user };
        rows = query.Value.Value("userPrincipalName") is { } name ? rows.Where(row => row.User.UserPrincipalNameKey == name) : rows;
        rows = query.Value.Exact("deviceName") is { } deviceName ? rows.Where(row => row.Device.DeviceName == deviceName) : rows;
        rows = query.Value.Exact("serialNumber") is { } serial ? rows.Where(row => row.Device.SerialNumber == serial) : rows;
        rows = query.Value.Identifier("id") is { } id ? rows.Where(row => row.Device.Id == id) : rows;
        rows = query.Value.Identifier("userId") is { } userId ? rows.Where(row => row.Device.UserId == userId) : rows;
        return await GraphAnswer.PageAsync(
            http, Set, query.Value, rows.OrderBy(row => row.Device.Id), row => DeviceJson.Write(row.Device, row.User, seen.Of(row.Device.Id)));
    }

    private static async Task<IResult> GetAsync(HttpContext http, ChanceryDbContext db, LastSeen seen, string id)
    {
        if (await FindAsync(db, id, http.RequestAborted) is not { } device)
        {
            return Answers.Fail("notFound", "managedDevices");
        }

        var user = await db.Users.AsNoTracking().SingleAsync(row => row.Id == device.UserId, http.RequestAborted);
        var actions = await db.DeviceActions.AsNoTracking().Where(row => row.DeviceId == device.Id).OrderBy(row => row.CreatedDateTime)
            .ToListAsync(http.RequestAborted);
        var body = DeviceJson.Write(device, user, seen.Of(device.Id));
        body["deviceActionResults"] = DeviceJson.Write(actions);
        return GraphAnswer.Entity(http, Set, body, device.Version);
    }
}
