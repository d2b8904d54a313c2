using Chancery.Channels.Apple;
using Chancery.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Chancery.Server.Devices;

/// <summary>Refusals that are part of Apple's protocol.</summary>
internal static class DeviceRefusal
{
    /// <summary>403 that makes a device unenrol: for one that has proved to be ours and is no longer to be managed.</summary>
    internal static IResult NotManaged() => new Unrecognized();

    private sealed class Unrecognized : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Answers.Bytes(AppleContent.UnrecognizedDevice, AppleContent.Plist).ExecuteAsync(httpContext);
        }
    }
}
