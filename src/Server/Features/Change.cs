using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Chancery.Server.Features;

/// <summary>
/// One change by one caller: rows, work, marks and the audit line exist together or not at all. Begun before the facts are loaded, so that what was decided
/// on still holds at the commit; disposed without a commit, it leaves nothing.
/// </summary>
internal sealed class Change : IAsyncDisposable
{
    private readonly ChanceryDbContext _db;
    private readonly IDbContextTransaction _transaction;
    private readonly AuditWriter _audit;
    private readonly string _actor;
    private readonly string? _requestId;
    private readonly CancellationToken _cancellation;

    private Change(ChanceryDbContext db, IDbContextTransaction transaction, AuditWriter audit, string actor, string? requestId, CancellationToken cancellation)
    {
        (_db, _transaction, _audit, _actor, _requestId, _cancellation) = (db, transaction, audit, actor, requestId, cancellation);
    }

    /// <summary>Begins an administrator's change.</summary>
    internal static Task<Change> BeginAsync(ChanceryDbContext db, HttpContext http) => BeginAsync(db, http, "admin");

    /// <summary>Begins somebody's change.</summary>
    internal static async Task<Change> BeginAsync(ChanceryDbContext db, HttpContext http, string actor)
    {
        var transaction = await db.BeginChangeAsync(http.RequestAborted);
        return new Change(db, transaction, http.RequestServices.GetRequiredService<AuditWriter>(), actor, http.TraceIdentifier, http.RequestAborted);
    }

    /// <summary>Writes an audit line.</summary>
    internal Task AuditAsync(string action, string targetType, Guid targetId, object? detail) =>
        _audit.AppendAsync(_db, new AuditEntry(_actor, action, targetType, targetId.ToString(), detail, _requestId), _cancellation);

    /// <summary>Saves, writes the audit line, and commits.</summary>
    internal async Task CommitAsync(string action, string targetType, Guid targetId, object? detail)
    {
        await _db.SaveChangesAsync(_cancellation);
        await AuditAsync(action, targetType, targetId, detail);
        await _transaction.CommitAsync(_cancellation);
    }

    /// <summary>Saves and commits what was audited before, or needs no line.</summary>
    internal async Task CommitAsync()
    {
        await _db.SaveChangesAsync(_cancellation);
        await _transaction.CommitAsync(_cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _transaction.DisposeAsync();
}
