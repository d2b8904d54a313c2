using Chancery.Channels.Apple;
using Chancery.Channels.Apple.CheckIn;
using Chancery.Server.Features;
using Chancery.Server.Http;
using Chancery.Server.Reconciliation;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Devices;

/// <summary>What each check-in message does (Apple, "Check-in").</summary>
internal sealed class CheckInHandler(IDeviceSync sync, LastSeen seen, TimeProvider time)
{
    internal async Task<IResult> HandleAsync(HttpContext http, ChanceryDbContext db, DeviceIdentity identity, CheckInMessage message)
    {
        if (message is Authenticate authenticate)
        {
            return await new AuthenticateHandler(sync, time).HandleAsync(http, db, identity, authenticate);
        }

        var found = await DeviceLookup.FindAsync(db, identity, message.Channel, http);
        if (!found.IsOk)
        {
            return Answers.Fail(found.Error);
        }

        if (!found.Value.IsManaged)
        {
            // A CheckOut that is repeated has been heard; everything else of a device that has gone makes it unenrol.
            return message is CheckOut ? Answers.Empty() : DeviceRefusal.NotManaged();
        }

        seen.Touch(found.Value.Id, found.Value.ChannelId);
        return message switch
        {
            TokenUpdate update => await new TokenUpdateHandler(time).HandleAsync(http, db, found.Value.Id, update),
            CheckOut => await CheckOutAsync(http, db, found.Value, message.Channel),

            // 410: the user channel goes on without a network user's digest (Apple, UserAuthenticate).
            UserAuthenticate => Answers.Fail("userChannelUnsupported", "UserAuthenticate"),

            // No bootstrap token is escrowed here; the device is told there is none, and one it offers is not kept: it is a secret we have no use for.
            GetBootstrapToken => Answers.Bytes(Plist.Write(new PlistDictionary()), AppleContent.Plist),
            SetBootstrapToken => Answers.Empty(),

            // Declarative management was never switched on, and no token service is offered.
            _ => Answers.Fail("notFound", message.GetType().Name),
        };
    }

    private async Task<IResult> CheckOutAsync(HttpContext http, ChanceryDbContext db, FoundDevice device, ChannelKey channel)
    {
        if (channel.IsUser)
        {
            await using var change = await Change.BeginAsync(db, http, $"device:{device.Id}");
            await db.AppleChannels.Where(row => row.Id == device.ChannelId)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Enabled, false), http.RequestAborted);
            await Marking.DeviceAsync(db, device.Id, http.RequestAborted);
            await change.CommitAsync("managedDevice.userChannelClosed", "managedDevice", device.Id, new { channel.User });
            return Answers.Empty();
        }

        await sync.CheckedOutAsync(db, device.Id, http.RequestAborted);
        return Answers.Empty();
    }
}
