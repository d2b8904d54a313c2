using Chancery.Domain;
using Chancery.Server.Http;
using Chancery.Server.Reconciliation;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;

namespace Chancery.Server.Features.ManagedDevices;

/// <summary>
/// POST <c>…/managedDevices/{id}/remoteLock</c>, answered 204: the device locks itself at its next sync, and its answer is shown among the device's
/// <c>deviceActionResults</c>. Asked for again while it waits, it is done once. No unlock code is set: a Mac without Apple silicon needs one, and refuses.
/// </summary>
internal static class LockDevice
{
    internal static async Task<IResult> HandleAsync(HttpContext http, ChanceryDbContext db, IDeviceSync sync, string id)
    {
        var body = await RequestBody.ReadOptionalObjectAsync(http.Request);
        if (!body.IsOk)
        {
            return Answers.Fail(body.Error);
        }

        await using var change = await Change.BeginAsync(db, http);
        if (await DeviceEndpoints.FindAsync(db, id, http.RequestAborted) is not { } device)
        {
            return Answers.Fail("notFound", "managedDevices");
        }

        // A device that is being retired may be lost all the same.
        if (device.ManagementState is not (ManagementState.Managed or ManagementState.RetirePending) || device.UnenrolledDateTime is not null)
        {
            return Answers.Fail("deviceNotManaged", "managedDevices", device.ManagementState.ToString());
        }

        if (await sync.LockAsync(db, device, http.RequestAborted))
        {
            await change.CommitAsync("managedDevice.lockRequested", "managedDevice", device.Id, new { device.DeviceName });
        }

        return Results.NoContent();
    }
}
