using Chancery.Channels.Apple;
using Chancery.Channels.Apple.Commands;
using Chancery.Domain;
using Chancery.Server.Http;
using Chancery.Server.Reconciliation;
using Chancery.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Devices;

/// <summary>
/// The connect endpoint of Apple's protocol: a device reports on a command or says it is idle, and is told the next. A sync with nothing to do costs one read.
/// </summary>
internal static class ConnectEndpoint
{
    // A CertificateList of a Mac with every root of the system.
    private const int LargestReport = 2 * 1024 * 1024;
    private const int MostTries = 5;

    internal static void Map(IEndpointRouteBuilder app) => app.MapMethods("/apple/mdm", [HttpMethods.Put, HttpMethods.Post], HandleAsync);

    private static async Task<IResult> HandleAsync(HttpContext http, ChanceryStore store, DeviceIdentities identities, LastSeen seen, IDeviceSync sync)
    {
        // Where a profile names no check-in address, check-in comes here.
        if (http.Request.ContentType?.StartsWith(AppleContent.CheckIn, StringComparison.OrdinalIgnoreCase) == true)
        {
            return await CheckInEndpoint.HandleAsync(http, store, identities);
        }

        var body = await RequestBody.ReadAsync(http.Request, LargestReport);
        if (!body.IsOk)
        {
            return Answers.Fail(body.Error);
        }

        var identity = await identities.ProveAsync(http, body.Value);
        if (!identity.IsOk)
        {
            return Answers.Fail(identity.Error);
        }

        var report = ReportReader.Read(body.Value);
        if (!report.IsOk)
        {
            return Answers.Fail(report.Error);
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var db = store.CreateDbContext();
                return await AnswerAsync(http, db, identity.Value, report.Value, seen, sync);
            }
            catch (DbUpdateConcurrencyException) when (attempt < MostTries)
            {
                // The planner or an outcome changed the same deployment meanwhile: look again at what it is now.
            }
        }
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext http, ChanceryDbContext db, DeviceIdentity identity, ConnectReport report, LastSeen seen, IDeviceSync sync)
    {
        var found = await DeviceLookup.FindAsync(db, identity, report.Channel, http);
        if (!found.IsOk)
        {
            return Answers.Fail(found.Error);
        }

        var device = found.Value;
        if (!device.IsManaged)
        {
            return DeviceRefusal.NotManaged();
        }

        seen.Touch(device.Id, device.ChannelId);
        if (!device.ChannelServed || (report.Status == ReportStatus.Idle && !device.HasNews))
        {
            return Answers.Empty();
        }

        if (SyncTranslation.Read(report) is not { } said)
        {
            return Answers.Fail("mdmFieldMissing", "CommandUUID");
        }

        var channel = report.Channel.IsUser ? DeploymentChannel.User : DeploymentChannel.Device;
        var next = await sync.ExchangeAsync(db, device.Id, channel, said, http.RequestAborted);
        return next is null ? Answers.Empty() : Answers.Bytes(CommandWriter.Write(SyncTranslation.Command(next)), AppleContent.Plist);
    }
}
