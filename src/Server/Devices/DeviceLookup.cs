using Chancery.Channels.Apple.CheckIn;
using Chancery.Domain;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Devices;

/// <summary>A device as a connect message finds it.</summary>
internal sealed record FoundDevice
{
    /// <summary>The device.</summary>
    public required Guid Id { get; init; }

    /// <summary>The UDID it enrolled with.</summary>
    public required string Udid { get; init; }

    /// <summary>Whether it is still to be managed.</summary>
    public required bool IsManaged { get; init; }

    /// <summary>Whether there may be something to tell it.</summary>
    public required bool HasNews { get; init; }

    /// <summary>The channel, where it has been opened.</summary>
    public Guid? ChannelId { get; init; }

    /// <summary>Whether the channel may be told anything: it is open and, of user channels, the bound one.</summary>
    public bool ChannelServed { get; init; }
}

/// <summary>Finds the device an identity is bound to: by one read, the channel included.</summary>
internal static class DeviceLookup
{
    internal static async Task<Result<FoundDevice>> FindAsync(ChanceryDbContext db, DeviceIdentity identity, ChannelKey channel, HttpContext http)
    {
        var found = await ReadAsync(db, identity, channel, http.RequestAborted);
        if (found is null && await IdentityRenewal.AdoptAsync(db, identity, http))
        {
            found = await ReadAsync(db, identity, channel, http.RequestAborted);
        }

        return found switch
        {
            null => new Error("deviceIdentityUnknown"),
            _ when found.Udid != channel.Device => new Error("deviceIdentityBound"),
            _ => found,
        };
    }

    private static Task<FoundDevice?> ReadAsync(ChanceryDbContext db, DeviceIdentity identity, ChannelKey channel, CancellationToken cancellation)
    {
        var (thumbprint, user) = (identity.Thumbprint, channel.User ?? "");
        return db.Devices.AsNoTracking().Where(device => device.IdentityThumbprint == thumbprint).Select(device => new FoundDevice
        {
            Id = device.Id,
            Udid = device.Udid,
            IsManaged = device.UnenrolledDateTime == null,
            HasNews = device.NeedsAttention || device.NeedsPlan || device.ManagementState != ManagementState.Managed,
            ChannelId = device.Channels.Where(other => other.UserId == user).Select(other => (Guid?)other.Id).FirstOrDefault(),
            ChannelServed = device.Channels.Any(other => other.UserId == user && other.Bound && other.Enabled),
        }).FirstOrDefaultAsync(cancellation);
    }
}
