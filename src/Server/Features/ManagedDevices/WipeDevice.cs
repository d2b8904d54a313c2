using Chancery.Domain;
using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Server.Reconciliation;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;

namespace Chancery.Server.Features.ManagedDevices;

/// <summary>
/// POST <c>…/managedDevices/{id}/wipe</c>, answered 204: the device erases itself at its next sync. Graph's parameters are accepted; what Apple cannot do
/// (keeping user data) is refused rather than ignored.
/// </summary>
internal static class WipeDevice
{
    internal static async Task<IResult> HandleAsync(HttpContext http, ChanceryDbContext db, IDeviceSync sync, string id)
    {
        var body = await RequestBody.ReadOptionalObjectAsync(http.Request);
        if (!body.IsOk)
        {
            return Answers.Fail(body.Error);
        }

        if (Refused(new GraphReader(body.Value)) is { } refused)
        {
            return Answers.Fail(refused);
        }

        await using var change = await Change.BeginAsync(db, http);
        if (await DeviceEndpoints.FindAsync(db, id, http.RequestAborted) is not { } device)
        {
            return Answers.Fail("notFound", "managedDevices");
        }

        if (device.ManagementState == ManagementState.WipePending)
        {
            return Results.NoContent();
        }

        // A device that is being retired may still be lost meanwhile, and wiped.
        if (device.ManagementState is not (ManagementState.Managed or ManagementState.RetirePending) || device.UnenrolledDateTime is not null)
        {
            return Answers.Fail("deviceNotManaged", "managedDevices", device.ManagementState.ToString());
        }

        await sync.WipeAsync(db, device, http.RequestAborted);
        await change.CommitAsync("managedDevice.wiped", "managedDevice", device.Id, await RetireDevice.EffectsAsync(db, device, http.RequestAborted));
        return Results.NoContent();
    }

    private static Error? Refused(GraphReader body)
    {
        foreach (var name in new[] { "keepEnrollmentData", "keepUserData" })
        {
            if (body.Flag(name) is true)
            {
                body.Fail(name, "An Apple device is erased whole.");
            }
        }

        _ = (body.Flag("persistEsimDataPlan"), body.Flag("useProtectedWipe"));
        if (!string.IsNullOrEmpty(body.Text("macOsUnlockCode", 16)))
        {
            body.Fail("macOsUnlockCode", "An unlock code is not set by this version.");
        }

        return body.Error;
    }
}
