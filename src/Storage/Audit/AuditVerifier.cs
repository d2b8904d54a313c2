using Microsoft.EntityFrameworkCore;

namespace Chancery.Storage;

/// <summary>What is wrong with an audit log.</summary>
public enum AuditFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A line is missing, or one was slipped in: the sequence has a gap, or a line does not follow the one before it.</summary>
    Order,

    /// <summary>A line does not have the hash it must have: it was changed.</summary>
    Content,

    /// <summary>The last line is not the one the log's end remembers: lines were cut off, or added past the writer.</summary>
    End,
}

/// <summary>What a verification of the audit log found.</summary>
/// <param name="Lines">How many lines were read and are sound.</param>
/// <param name="Fault">What is wrong with the first that is not.</param>
/// <param name="Sequence">Which one that is.</param>
public sealed record AuditVerdict(long Lines, AuditFault Fault, long? Sequence)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => Fault == AuditFault.None;
}

/// <summary>Reads the whole audit log and recomputes its chain.</summary>
public static class AuditVerifier
{
    /// <summary>Verifies. Lines appended meanwhile are seen or not seen, all or none.</summary>
    /// <param name="context">The context.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>
    /// Somebody who can write to the database can also compute a whole new chain. What he cannot do is make it end in a hash that was noted
    /// elsewhere before: so note <see cref="AuditHeadRow.Hash"/> with each backup.
    /// </remarks>
    public static async Task<AuditVerdict> VerifyAsync(ChanceryDbContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);

        // The head first: the lines up to it are there and stay, whatever is appended while they are read.
        var head = await context.AuditHead.AsNoTracking().SingleAsync(cancellationToken);
        var (expected, previous) = (1L, AuditHash.Start);
        await foreach (var row in context.Audit.AsNoTracking().OrderBy(row => row.Sequence).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (row.Sequence != expected || !row.PreviousHash.AsSpan().SequenceEqual(previous))
            {
                return new AuditVerdict(expected - 1, AuditFault.Order, expected);
            }

            if (!row.Hash.AsSpan().SequenceEqual(AuditHash.Of(row)))
            {
                return new AuditVerdict(expected - 1, AuditFault.Content, expected);
            }

            if (row.Sequence == head.Sequence && !row.Hash.AsSpan().SequenceEqual(head.Hash))
            {
                return new AuditVerdict(expected - 1, AuditFault.End, expected);
            }

            (expected, previous) = (expected + 1, row.Hash);
        }

        return expected > head.Sequence ? new AuditVerdict(expected - 1, AuditFault.None, null) : new AuditVerdict(expected - 1, AuditFault.End, expected);
    }
}
