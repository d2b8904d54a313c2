using System.Security.Cryptography;
using System.Text.Json;
using Chancery.Channels.Connectors;
using Chancery.Connector.Store;
using Chancery.Connector.Trust;
using Chancery.Connector.Work.Enrollment;
using Chancery.Connector.Work.Import;
using Chancery.Connector.Work.Seal;
using Chancery.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Chancery.Connector.Work;

/// <summary>Does work, each identifier once: a second time gives the first time's answer.</summary>
internal sealed class WorkDispatcher(ConnectorCore core, ILogger logger)
{
    private static readonly TimeSpan ResultsKept = TimeSpan.FromDays(30);

    private readonly KeyedLocks _locks = new();

    internal async Task<WorkOutcome> HandleAsync(Guid id, WorkBody body, CancellationToken cancellationToken)
    {
        if (body is UnreadableWork unreadable)
        {
            Report(id, body, unreadable.Refusal);
            return unreadable.Refusal;
        }

        try
        {
            using var held = await _locks.EnterAsync(id.ToString(), cancellationToken);
            var outcome = Readable(await AnswerAsync(id, body, cancellationToken));
            Report(id, body, outcome);
            return outcome;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The message of an exception may quote what it choked on: its type and place are enough to find the bug.
            logger.LogError("Work {Id} ({Kind}) failed: {Exception} {Stack}", id, body.GetType().Name, exception.GetType().FullName, exception.StackTrace);
            return new WorkRefused(new Error("connectorFailed"), Retryable: true);
        }
    }

    /// <summary>Forgets results so old that no lease can be outstanding.</summary>
    internal async Task PruneAsync(CancellationToken cancellationToken)
    {
        await using var db = core.Store.Begin();
        var before = (core.Time.GetUtcNow() - ResultsKept).UtcTicks;
        await db.WorkResults.Where(row => row.DoneTicks < before).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<WorkOutcome> AnswerAsync(Guid id, WorkBody body, CancellationToken cancellationToken)
    {
        var hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(body, ConnectorJson.Options));
        await using var db = core.Store.Begin();
        var done = await db.WorkResults.FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (done is not null)
        {
            var same = CryptographicOperations.FixedTimeEquals(done.BodyHash, hash);
            if (core.Checks.Refuse(TrustCheck.WorkUnchanged, same))
            {
                return new WorkRefused(new Error("workIdReused", "id"), Retryable: false);
            }

            if (same && done.Outcome.Length > 0)
            {
                return JsonSerializer.Deserialize<WorkOutcome>(done.Outcome, ConnectorJson.Options)!;
            }
        }

        var outcome = await DoAsync(body, cancellationToken);
        if (done is null && outcome is not WorkRefused)
        {
            db.WorkResults.Add(new WorkResultRow
            {
                Id = id,
                BodyHash = hash,
                Outcome = IsKept(outcome) ? JsonSerializer.Serialize(outcome, ConnectorJson.Options) : string.Empty,
                DoneTicks = core.Time.GetUtcNow().UtcTicks,
            });
            await db.SaveChangesAsync(CancellationToken.None);
        }

        return outcome;
    }

    // What a refusal quotes came from outside: it goes into logs and rows here and at the server.
    private static WorkOutcome Readable(WorkOutcome outcome) => outcome is WorkRefused refused
        ? refused with { Error = refused.Error with { Target = LogText.Of(refused.Error.Target), Detail = LogText.Of(refused.Error.Detail) } }
        : outcome;

    // A sealed profile is kept by device key, item and revision, and is given again only while the binding lives; a profile for a link
    // holds a challenge, which is never stored in clear: asked again, another is made.
    private static bool IsKept(WorkOutcome outcome) => outcome is not (ProfileSealed or EnrollmentCreated { Profile: not null });

    private Task<WorkOutcome> DoAsync(WorkBody body, CancellationToken cancellationToken) => body switch
    {
        CreateEnrollmentWork work => new CreateEnrollmentHandler(core).HandleAsync(work, cancellationToken),
        ScepWork work => new ScepHandler(core, logger).HandleAsync(work, cancellationToken),
        ImportPfxWork work => new ImportPfxHandler(core).HandleAsync(work),
        SealProfileWork work => new SealProfileHandler(core).HandleAsync(work, cancellationToken),
        RevokeCertificateWork work => new RevokeCertificateHandler(core).HandleAsync(work, cancellationToken),
        EndBindingWork work => new EndBindingHandler(core).HandleAsync(work, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(body)),
    };

    private void Report(Guid id, WorkBody body, WorkOutcome outcome)
    {
        if (outcome is WorkRefused refused)
        {
            logger.LogWarning(
                "Work {Id} ({Kind}) refused: {Code} {Target} {Detail}", id, body.GetType().Name, refused.Error.Code, refused.Error.Target,
                refused.Error.Detail);
        }
        else
        {
            logger.LogInformation("Work {Id} ({Kind}) done: {Outcome}", id, body.GetType().Name, outcome.GetType().Name);
        }
    }
}
