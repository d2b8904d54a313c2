using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Pki;
using Chancery.Server.Features.Enrollments;
using Chancery.Server.Features.UserPfxCertificates;
using Chancery.Server.Reconciliation;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Connectors;

/// <summary>Applies what came of a piece of work, in the transaction that finishes the work.</summary>
internal sealed class OutcomeApplier(WorkQueue queue, IOutcomes reconciliation, AuditWriter audit, TimeProvider time)
{
    /// <summary>Records and applies a result.</summary>
    /// <returns>Null, or why it was not taken: <c>leaseLost</c>, <c>outcomeMismatch</c>.</returns>
    internal async Task<Error?> ApplyAsync(ChanceryDbContext db, ResultRequest result, string actor, string? requestId, CancellationToken cancellation)
    {
        await using var transaction = await db.BeginChangeAsync(cancellation);
        var work = await db.Work.AsNoTracking().FirstOrDefaultAsync(row => row.Id == result.Id, cancellation);
        if (work is null)
        {
            return new Error("leaseLost", "id");
        }

        // Finished work has no body any more; the queue says whether this is the same result again.
        var body = work.BodyJson.Length == 0 ? null : Works.Body(work);
        var (outcome, refusal) = body is null ? (result.Outcome, null) : await DecideAsync(db, work, body, result.Outcome, cancellation);
        if (outcome is null)
        {
            return new Error("outcomeMismatch", "outcome", $"{result.Outcome.GetType().Name} for {work.Kind}");
        }

        if (refusal is not null)
        {
            var failed = await queue.FailAsync(db, work.Id, result.LeaseToken, refusal.Error, refusal.Retryable, cancellation);
            if (!failed.IsOk)
            {
                return failed.Error;
            }

            await WhenAsync(
                failed.Value.GivenUp && body is not null,
                () => ApplyAsync(db, work, body!, new WorkRefused(refusal.Error, false), actor, requestId, cancellation));
        }
        else
        {
            var completed = await queue.CompleteAsync(db, work.Id, result.LeaseToken, Works.Json(Kept(outcome)), cancellation);
            if (!completed.IsOk)
            {
                return completed.Error;
            }

            await WhenAsync(!completed.Value.Repeated && body is not null, () => ApplyAsync(db, work, body!, outcome, actor, requestId, cancellation));
        }

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    /// <summary>Applies that a piece of work was given up without an answer. Does not save.</summary>
    internal Task GivenUpAsync(ChanceryDbContext db, WorkRow work, CancellationToken cancellation) =>
        ApplyAsync(db, work, Works.Body(work), new WorkRefused(new Error(work.ErrorCode ?? "workGivenUp"), false), "server", null, cancellation);

    /// <summary>Whether the outcome fits the work, and is acceptable to the server: an import is not until its certificate is what the request said.</summary>
    private static async Task<(WorkOutcome? Outcome, WorkRefused? Refusal)> DecideAsync(
        ChanceryDbContext db, WorkRow work, WorkBody body, WorkOutcome outcome, CancellationToken cancellation) => (body, outcome) switch
        {
            _ when !IsReadable(outcome) => (null, null),
            (_, WorkRefused refused) => (refused, refused),
            (ImportPfxWork, PfxImported imported) when await ImportOutcome.CheckAsync(db, work, imported, cancellation) is { } error
                => (outcome, new WorkRefused(error, false)),
            (CreateEnrollmentWork, EnrollmentCreated) or (ScepWork, ScepAnswered) or (ImportPfxWork, PfxImported) or (SealProfileWork, ProfileSealed)
                or (RevokeCertificateWork, CertificateRevoked) or (EndBindingWork, BindingEnded) => (outcome, null),
            _ => (null, null),
        };

    /// <summary>Whether every certificate in an outcome can be read: what is applied later takes that for granted.</summary>
    private static bool IsReadable(WorkOutcome outcome) => outcome switch
    {
        ScepAnswered answered => answered.Message is not null && (answered.Certificate is null || IsReadable(answered.Certificate)),
        PfxImported imported => imported.Identities is not null && imported.Identities.All(key =>
            key is { SealedKey: not null, Chain: not null, Addresses: not null, Warnings: not null }
            && IsReadable(key.Certificate) && key.Chain.All(IsReadable)),
        ProfileSealed profile => profile is { Profile: not null, Identities: not null }
            && profile.Identities.All(identity => identity is { Slot: not null } && IsReadable(identity.Certificate)),
        CertificateRevoked revoked => revoked.SerialNumber is not null,
        BindingEnded ended => ended.Revoked is not null && ended.Revoked.All(IsReadable),
        WorkRefused refused => refused.Error is { Code: not null },
        _ => true,
    };

    private static bool IsReadable(byte[]? der)
    {
        var certificate = der is null ? default : CertificateReader.Read(der);
        if (der is null || !certificate.IsOk)
        {
            return false;
        }

        certificate.Value.Dispose();
        return true;
    }

    private Task ApplyAsync(
        ChanceryDbContext db, WorkRow work, WorkBody body, WorkOutcome outcome, string actor, string? requestId, CancellationToken cancellation) =>
        (body, outcome) switch
        {
            (CreateEnrollmentWork enrollment, _) => EnrollmentOutcome.CreatedAsync(db, enrollment, outcome, time.GetUtcNow(), cancellation),
            (ScepWork, ScepAnswered answered) => EnrollmentOutcome.IdentityIssuedAsync(
                db, answered, time.GetUtcNow(), entry => audit.AppendAsync(db, entry with { Actor = actor, RequestId = requestId }, cancellation), cancellation),
            (ScepWork, _) => Task.CompletedTask,
            (ImportPfxWork import, PfxImported imported) => ImportOutcome.ApplyAsync(
                db, work, import, imported, time.GetUtcNow(), entry => audit.AppendAsync(db, entry, cancellation), cancellation),
            (ImportPfxWork, _) => Task.CompletedTask,
            _ => reconciliation.ApplyAsync(db, body, outcome, cancellation),
        };

    // What is applied elsewhere, or is only bulk, is not kept a second time.
    private static WorkOutcome Kept(WorkOutcome outcome) => outcome switch
    {
        PfxImported imported => new PfxImported([.. imported.Identities.Select(key => key with { SealedKey = [], Chain = [] })]),
        ProfileSealed profile => new ProfileSealed([], profile.Identities),
        EnrollmentCreated => new EnrollmentCreated(Profile: null),
        _ => outcome,
    };

    private static Task WhenAsync(bool condition, Func<Task> action) => condition ? action() : Task.CompletedTask;
}
