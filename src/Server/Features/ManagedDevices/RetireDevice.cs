using Chancery.Domain;
using Chancery.Server.Http;
using Chancery.Server.Reconciliation;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.ManagedDevices;

/// <summary>
/// POST <c>…/managedDevices/{id}/retire</c>, answered 204: everything the device was given is taken back at its next syncs, what was issued for it is
/// revoked, and no imported certificate is. Asked for twice, it is done once.
/// </summary>
internal static class RetireDevice
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

        if (device.ManagementState == ManagementState.RetirePending)
        {
            return Results.NoContent();
        }

        if (device.ManagementState != ManagementState.Managed || device.UnenrolledDateTime is not null)
        {
            return Answers.Fail("deviceNotManaged", "managedDevices", device.ManagementState.ToString());
        }

        await sync.RetireAsync(db, device, http.RequestAborted);
        await change.CommitAsync("managedDevice.retired", "managedDevice", device.Id, await EffectsAsync(db, device, http.RequestAborted));
        return Results.NoContent();
    }

    /// <summary>What the device will lose and what will be revoked: the audit log says it before it happens.</summary>
    internal static async Task<object> EffectsAsync(ChanceryDbContext db, DeviceRow device, CancellationToken cancellation) => new
    {
        device.DeviceName,
        Removed = await db.Deployments.Where(row => row.DeviceId == device.Id && row.State != DeploymentState.Removed).OrderBy(row => row.ItemId)
            .Select(row => row.ItemId).ToListAsync(cancellation),
        Revoked = await db.IssuedCertificates.Where(row => row.DeviceId == device.Id && row.Revocation != RevocationState.Revoked)
            .OrderBy(row => row.SerialNumber).Select(row => row.SerialNumber).ToListAsync(cancellation),
    };
}
