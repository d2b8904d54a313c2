using Microsoft.EntityFrameworkCore.Storage;

namespace Chancery.Storage;

/// <summary>A change's transaction: gives its place in the queue back when it ends, however it ends.</summary>
internal sealed class ChangeTransaction(IDbContextTransaction inner, IDisposable place) : IDbContextTransaction
{
    public Guid TransactionId => inner.TransactionId;

    public bool SupportsSavepoints => inner.SupportsSavepoints;

    public void Commit()
    {
        inner.Commit();
        place.Dispose();
    }

    public async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        await inner.CommitAsync(cancellationToken);
        place.Dispose();
    }

    public void Rollback()
    {
        inner.Rollback();
        place.Dispose();
    }

    public async Task RollbackAsync(CancellationToken cancellationToken = default)
    {
        await inner.RollbackAsync(cancellationToken);
        place.Dispose();
    }

    public void CreateSavepoint(string name) => inner.CreateSavepoint(name);

    public Task CreateSavepointAsync(string name, CancellationToken cancellationToken = default) => inner.CreateSavepointAsync(name, cancellationToken);

    public void RollbackToSavepoint(string name) => inner.RollbackToSavepoint(name);

    public Task RollbackToSavepointAsync(string name, CancellationToken cancellationToken = default) =>
        inner.RollbackToSavepointAsync(name, cancellationToken);

    public void ReleaseSavepoint(string name) => inner.ReleaseSavepoint(name);

    public Task ReleaseSavepointAsync(string name, CancellationToken cancellationToken = default) => inner.ReleaseSavepointAsync(name, cancellationToken);

    public void Dispose()
    {
        inner.Dispose();
        place.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        place.Dispose();
    }
}
