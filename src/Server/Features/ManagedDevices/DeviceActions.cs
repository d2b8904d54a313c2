using Chancery.Storage;

namespace Chancery.Server.Features.ManagedDevices;

/// <summary>Records of what administrators asked devices to do.</summary>
internal static class DeviceActions
{
    /// <summary>Records one. Does not save.</summary>
    internal static void Add(ChanceryDbContext db, DeviceRow device, DeviceActionKind kind, DateTimeOffset now) => db.DeviceActions.Add(new DeviceActionRow
    {
        Id = Guid.CreateVersion7(now),
        DeviceId = device.Id,
        Kind = kind,
        State = DeviceActionState.Pending,
        Actor = "admin",
        CreatedDateTime = now,
        LastModifiedDateTime = now,
    });
}
