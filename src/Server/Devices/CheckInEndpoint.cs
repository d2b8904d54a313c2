using Chancery.Channels.Apple.CheckIn;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Chancery.Server.Devices;

/// <summary>The check-in endpoint of Apple's protocol.</summary>
internal static class CheckInEndpoint
{
    private const int LargestMessage = 256 * 1024;
    private const int MostTries = 5;

    internal static void Map(IEndpointRouteBuilder app) => app.MapMethods("/apple/checkin", [HttpMethods.Put, HttpMethods.Post], HandleAsync);

    internal static async Task<IResult> HandleAsync(HttpContext http, ChanceryStore store, DeviceIdentities identities)
    {
        var body = await RequestBody.ReadAsync(http.Request, LargestMessage);
        if (!body.IsOk)
        {
            return Answers.Fail(body.Error);
        }

        var identity = await identities.ProveAsync(http, body.Value);
        if (!identity.IsOk)
        {
            return Answers.Fail(identity.Error);
        }

        var message = CheckInReader.Read(body.Value);
        if (!message.IsOk)
        {
            return Answers.Fail(message.Error);
        }

        var handler = http.RequestServices.GetRequiredService<CheckInHandler>();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var db = store.CreateDbContext();
                return await handler.HandleAsync(http, db, identity.Value, message.Value);
            }
            catch (DbUpdateConcurrencyException) when (attempt < MostTries)
            {
                // Something else changed the device meanwhile: look again at what it is now.
            }
        }
    }
}
