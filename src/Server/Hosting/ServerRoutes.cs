using Chancery.Server.Connectors;
using Chancery.Server.Devices;
using Chancery.Server.Features.Connectors;
using Chancery.Server.Features.DeviceConfigurations;
using Chancery.Server.Features.Enrollments;
using Chancery.Server.Features.Groups;
using Chancery.Server.Features.ManagedDevices;
using Chancery.Server.Features.Publishing;
using Chancery.Server.Features.RecipientCertificates;
using Chancery.Server.Features.Status;
using Chancery.Server.Features.UserPfxCertificates;
using Chancery.Server.Features.Users;
using Microsoft.AspNetCore.Builder;

namespace Chancery.Server.Hosting;

/// <summary>The table of contents: every path the server answers on.</summary>
internal static class ServerRoutes
{
    internal static void Map(WebApplication app)
    {
        // Graph's two versions are one here: everything S/MIME is beta in Intune.
        foreach (var version in new[] { "/beta", "/v1.0" })
        {
            var graph = app.MapGroup(version);
            UserEndpoints.Map(graph);
            GroupEndpoints.Map(graph);
            UserPfxEndpoints.Map(graph);
            ProfileEndpoints.Map(graph);
            DeviceEndpoints.Map(graph);
        }

        var chancery = app.MapGroup("/chancery/v1");
        EnrollmentEndpoints.Map(chancery);
        DeviceEndpoints.MapOurs(chancery);
        PublishingEndpoints.Map(chancery);
        ConnectorAdmin.Map(chancery);
        StatusEndpoints.Map(chancery);

        ConnectorEndpoints.Map(app);

        ScepEndpoint.Map(app);
        CheckInEndpoint.Map(app);
        ConnectEndpoint.Map(app);

        EnrollmentEndpoints.MapPublic(app);
        PublishingEndpoints.MapPublic(app);
        RecipientEndpoints.MapPublic(app);
        StatusEndpoints.MapPublic(app);
    }
}
