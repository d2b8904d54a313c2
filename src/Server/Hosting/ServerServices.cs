using Chancery.Server.Connectors;
using Chancery.Server.Devices;
using Chancery.Server.Features.Publishing;
using Chancery.Server.Features.RecipientCertificates;
using Chancery.Server.Reconciliation;
using Chancery.Server.Workers;
using Chancery.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Chancery.Server.Hosting;

/// <summary>What the server is made of.</summary>
internal static class ServerServices
{
    internal static void Add(IServiceCollection services, ServerOptions options)
    {
        var database = options.PostgresConnectionString ?? Path.Combine(options.DataFolder, "chancery.db");
        services.AddSingleton(options);
        services.AddSingleton(options.Time);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        services.AddSingleton(StorageSetup.Open(database, [.. options.Interceptors]));
        services.AddScoped(provider => provider.GetRequiredService<ChanceryStore>().CreateDbContext());
        services.AddSingleton<WorkQueue>();
        services.AddSingleton<AuditWriter>();
        services.AddSingleton<AdminTokenHash>();
        services.AddSingleton<PublishedCache>();
        services.AddSingleton<StoredRecipients>();
        services.AddSingleton<LookupLimiter>();
        services.AddSingleton<ConnectorPresence>();
        services.AddSingleton<HeldWork>();
        services.AddSingleton<OutcomeApplier>();
        services.AddSingleton<LastSeen>();
        services.AddSingleton<DeviceIdentities>();
        services.AddSingleton<CheckInHandler>();
        var before = services.Count;
        services.AddReconciliation();
        services.AddHostedService<LastSeenWorker>();
        services.AddHostedService<WorkWorker>();
        for (var index = services.Count - 1; index >= before && !options.RunWorkers; index--)
        {
            if (services[index].ServiceType == typeof(IHostedService))
            {
                services.RemoveAt(index);
            }
        }
    }
}
