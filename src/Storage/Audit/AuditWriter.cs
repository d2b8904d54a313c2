using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Storage;

/// <summary>What an audit line tells.</summary>
/// <param name="Actor">Who, e.g. <c>admin</c>, <c>device:…</c>, <c>connector:…</c>, <c>server</c>.</param>
/// <param name="Action">What, e.g. <c>userPfxCertificate.imported</c>.</param>
/// <param name="TargetType">The kind of thing it was done to.</param>
/// <param name="TargetId">Which one.</param>
/// <param name="Detail">Facts that serialise to JSON; never a secret.</param>
/// <param name="RequestId">The request it came by.</param>
public sealed record AuditEntry(string Actor, string Action, string TargetType, string TargetId, object? Detail = null, string? RequestId = null);

/// <summary>Appends to the audit log, in the transaction of the change that a line tells of: the two exist together or not at all.</summary>
/// <param name="timeProvider">The clock.</param>
public sealed class AuditWriter(TimeProvider timeProvider)
{
    /// <summary>Appends a line.</summary>
    /// <param name="context">The context, in the change's transaction.</param>
    /// <param name="entry">What it tells.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">There is no transaction.</exception>
    public async Task AppendAsync(ChanceryDbContext context, AuditEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(entry);
        await context.TakeTurnAsync(cancellationToken);
        var head = await context.AuditHead.AsNoTracking().SingleAsync(cancellationToken);
        var row = new AuditRow
        {
            Sequence = head.Sequence + 1,
            DateTime = timeProvider.GetUtcNow(),
            Actor = entry.Actor,
            Action = entry.Action,
            TargetType = entry.TargetType,
            TargetId = entry.TargetId,
            DetailJson = entry.Detail is null ? "{}" : JsonSerializer.Serialize(entry.Detail, JsonSerializerOptions.Web),
            RequestId = entry.RequestId,
            PreviousHash = head.Hash,
        };
        row.Hash = AuditHash.Of(row);

        // At once and not with SaveChanges: several lines of one change follow one another, and the caller may never save.
        await context.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO "Audit" ("Sequence", "DateTime", "Actor", "Action", "TargetType", "TargetId", "DetailJson", "RequestId", "PreviousHash", "Hash")
             VALUES ({row.Sequence}, {row.DateTime.UtcTicks}, {row.Actor}, {row.Action}, {row.TargetType}, {row.TargetId}, {row.DetailJson}, {row.RequestId},
                 {row.PreviousHash}, {row.Hash});
             UPDATE "AuditHead" SET "Sequence" = {row.Sequence}, "Hash" = {row.Hash} WHERE "Id" = 1
             """,
            cancellationToken);
    }
}
