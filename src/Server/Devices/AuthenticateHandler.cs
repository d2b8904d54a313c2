using Chancery.Channels.Apple.CheckIn;
using Chancery.Domain;
using Chancery.Server.Features;
using Chancery.Server.Http;
using Chancery.Server.Reconciliation;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Devices;

/// <summary>
/// Authenticate: a device introduces itself under the identity its enrolment was given. The identity is bound to this device for good: shown by another, it
/// is refused. Said again by the same device, it begins again: what it had is gone, and its inventory will say so.
/// </summary>
internal sealed class AuthenticateHandler(IDeviceSync sync, TimeProvider time)
{
    internal async Task<IResult> HandleAsync(HttpContext http, ChanceryDbContext db, DeviceIdentity identity, Authenticate message)
    {
        if (message.Channel.IsUser)
        {
            return Answers.Fail("mdmFieldInvalid", "UserID", "Only a device introduces itself.");
        }

        await IdentityRenewal.AdoptAsync(db, identity, http);
        await using var change = await Change.BeginAsync(db, http, "device");
        var device = await db.Devices.Include(row => row.Channels)
            .FirstOrDefaultAsync(row => row.IdentityThumbprint == identity.Thumbprint, http.RequestAborted);
        if (device is { UnenrolledDateTime: not null })
        {
            return DeviceRefusal.NotManaged();
        }

        if (device is not null && device.Udid != message.Channel.Device)
        {
            return Answers.Fail("deviceIdentityBound");
        }

        if (device is not null)
        {
            Describe(device, message, time.GetUtcNow());
            await BeginAgainAsync(db, device, http.RequestAborted);
            await change.CommitAsync("managedDevice.enrolledAgain", "managedDevice", device.Id, new { device.DeviceName });
            return Answers.Empty();
        }

        var enrollment = await db.Enrollments.FirstOrDefaultAsync(row => row.IdentityThumbprint == identity.Thumbprint, http.RequestAborted);
        if (enrollment is null)
        {
            return Answers.Fail("deviceIdentityUnknown");
        }

        if (enrollment.State != EnrollmentState.IdentityIssued)
        {
            return DeviceRefusal.NotManaged();
        }

        device = Create(enrollment, identity, message, time.GetUtcNow());
        db.Devices.Add(device);
        await change.CommitAsync(
            "managedDevice.authenticated", "managedDevice", device.Id, new { device.DeviceName, device.SerialNumber, device.EnrollmentId, device.UserId });
        await ClearFormerAsync(db, device, http.RequestAborted);
        return Answers.Empty();
    }

    /// <summary>
    /// The same device, enrolled anew for the same person, has left its former enrolment. For another person it may be another device that lies about its
    /// UDID: that one's fate is an administrator's to decide.
    /// </summary>
    private async Task ClearFormerAsync(ChanceryDbContext db, DeviceRow device, CancellationToken cancellation)
    {
        var former = await db.Devices.AsNoTracking()
            .Where(row => row.Udid == device.Udid && row.UserId == device.UserId && row.Id != device.Id && row.UnenrolledDateTime == null)
            .Select(row => row.Id).ToListAsync(cancellation);
        foreach (var id in former)
        {
            db.ChangeTracker.Clear();
            await sync.CheckedOutAsync(db, id, cancellation);
        }
    }

    private static DeviceRow Create(EnrollmentRow enrollment, DeviceIdentity identity, Authenticate message, DateTimeOffset now)
    {
        var device = new DeviceRow
        {
            Id = Guid.CreateVersion7(now),
            UserId = enrollment.UserId,
            EnrollmentId = enrollment.Id,
            Platform = enrollment.Platform,
            Udid = message.Channel.Device,
            ManagementState = ManagementState.Managed,
            EnrolledDateTime = now,
            InventoryDue = true,
            SecurityInfoDue = true,
        };
        IdentityRenewal.Set(device, identity);
        Describe(device, message, now);
        return device;
    }

    private static void Describe(DeviceRow device, Authenticate message, DateTimeOffset now)
    {
        device.DeviceName = Cut(message.DeviceName ?? message.ProductName ?? message.Channel.Device)!;
        device.SerialNumber = Cut(message.SerialNumber);
        device.Model = Cut(message.ModelName ?? message.Model);
        device.ProductName = Cut(message.ProductName);
        device.OsVersion = Cut(message.OSVersion);
        device.BuildVersion = Cut(message.BuildVersion);
        device.Imei = Cut(message.Imei);
        device.LastModifiedDateTime = now;
    }

    private async Task BeginAgainAsync(ChanceryDbContext db, DeviceRow device, CancellationToken cancellation)
    {
        foreach (var row in await db.Deployments.Where(row => row.DeviceId == device.Id).ToListAsync(cancellation))
        {
            DeploymentMapping.Write(EnrolledAgain.Of(DeploymentMapping.ToDomain(row)), row, time.GetUtcNow());
        }

        (device.InventoryDue, device.SecurityInfoDue, device.NeedsAttention) = (true, true, true);
        foreach (var channel in device.Channels)
        {
            channel.Enabled = false;
            (channel.CertificatesForInventory, channel.ListedIdentities, channel.CertificateListRefusedDateTime) = (null, null, null);
        }
    }

    // What a device says of itself is shown, never decided on.
    private static string? Cut(string? text) => text is { Length: > 256 } ? text[..256] : text;
}
