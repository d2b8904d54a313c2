using Chancery.Channels.Apple.CheckIn;
using Chancery.Domain;
using Chancery.Server.Features;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Devices;

/// <summary>
/// TokenUpdate: a channel is open. The device's own ends the enrolment and has the device planned. Of a Mac's user channels only the first is bound, and
/// receives the keys of the person the Mac was enrolled for; later ones are recorded, and told nothing. Said again with nothing new, it writes nothing.
/// </summary>
internal sealed class TokenUpdateHandler(TimeProvider time)
{
    internal async Task<IResult> HandleAsync(HttpContext http, ChanceryDbContext db, Guid deviceId, TokenUpdate message)
    {
        await using var change = await Change.BeginAsync(db, http, $"device:{deviceId}");
        var device = await db.Devices.Include(row => row.Channels).SingleAsync(row => row.Id == deviceId, http.RequestAborted);
        var user = message.Channel.User ?? "";
        var channel = device.Channels.Find(row => row.UserId == user);
        if (channel is not null && channel.Enabled && IsSame(channel, message))
        {
            return Answers.Empty();
        }

        var isNew = channel is null;
        if (channel is null)
        {
            channel = Open(device, message, user, time.GetUtcNow());
            db.AppleChannels.Add(channel);
        }

        (channel.Topic, channel.PushMagic, channel.PushToken, channel.Enabled) = (message.Topic ?? "", message.PushMagic, message.Token, true);
        (channel.UserShortName, channel.UserLongName) = (message.Ids.UserShortName, message.Ids.UserLongName);
        if (channel.Bound)
        {
            device.NeedsAttention = true;
        }

        if (user.Length == 0)
        {
            await EnrolledAsync(db, device, http.RequestAborted);
        }

        await db.SaveChangesAsync(http.RequestAborted);
        await Marking.DeviceAsync(db, device.Id, http.RequestAborted);
        await change.CommitAsync(Action(channel, isNew), "managedDevice", device.Id, new { channel.UserId, channel.UserShortName, channel.Bound });
        return Answers.Empty();
    }

    private static AppleChannelRow Open(DeviceRow device, TokenUpdate message, string user, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        DeviceId = device.Id,
        UserId = user,

        // iOS has no user channels of its own; Shared iPad is not served.
        Bound = user.Length == 0 || (device.Platform == Platform.MacOS && !device.Channels.Exists(row => row.UserId.Length > 0 && row.Bound)),
        CreatedDateTime = now,
    };

    private async Task EnrolledAsync(ChanceryDbContext db, DeviceRow device, CancellationToken cancellation)
    {
        var enrollment = await db.Enrollments.SingleAsync(row => row.Id == device.EnrollmentId, cancellation);
        if (enrollment.State != EnrollmentState.Enrolled)
        {
            (enrollment.State, enrollment.EnrolledDateTime, enrollment.LastModifiedDateTime) = (EnrollmentState.Enrolled, time.GetUtcNow(), time.GetUtcNow());
        }
    }

    private static bool IsSame(AppleChannelRow channel, TokenUpdate message) =>
        channel.PushMagic == message.PushMagic && channel.PushToken.AsSpan().SequenceEqual(message.Token) && channel.Topic == (message.Topic ?? "");

    private static string Action(AppleChannelRow channel, bool isNew) => (isNew, channel.UserId.Length > 0, channel.Bound) switch
    {
        (false, _, _) => "managedDevice.channelUpdated",
        (true, false, _) => "managedDevice.enrolled",
        (true, true, true) => "managedDevice.userChannelBound",
        _ => "managedDevice.userChannelUnbound",
    };
}
