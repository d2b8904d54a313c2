using Chancery.Pki;
using Chancery.Server.Features;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Devices;

/// <summary>
/// A device that shows a renewed identity for the first time: the connector issued it for the same enrolment, so the device takes it over, and the old one
/// opens nothing any more.
/// </summary>
internal static class IdentityRenewal
{
    internal static async Task<bool> AdoptAsync(ChanceryDbContext db, DeviceIdentity identity, HttpContext http)
    {
        var thumbprint = identity.Thumbprint;
        var found = db.Devices.Where(device => device.UnenrolledDateTime == null
            && db.Enrollments.Any(enrollment => enrollment.Id == device.EnrollmentId && enrollment.IdentityThumbprint == thumbprint));
        if (!await found.AnyAsync(http.RequestAborted))
        {
            return false;
        }

        await using var change = await Change.BeginAsync(db, http, "device");
        if (await found.FirstOrDefaultAsync(http.RequestAborted) is not { } device)
        {
            return false;
        }

        Set(device, identity);
        await db.SaveChangesAsync(http.RequestAborted);
        await Marking.DeviceAsync(db, device.Id, http.RequestAborted);
        await change.CommitAsync("managedDevice.identityRenewed", "managedDevice", device.Id, new { device.IdentityThumbprint });
        db.ChangeTracker.Clear();
        return true;
    }

    /// <summary>Makes an identity the device's.</summary>
    internal static void Set(DeviceRow device, DeviceIdentity identity)
    {
        device.IdentityCertificate = identity.Certificate.RawData;
        device.IdentityThumbprint = identity.Thumbprint;
        device.IdentityKeyHash = CertificateReader.PublicKeyHash(identity.Certificate);
        device.IdentityNotAfter = new DateTimeOffset(identity.Certificate.NotAfter.ToUniversalTime());
    }
}
