using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Reconciliation;

/// <summary>Applies what the connector did for devices: sealed profiles, revocations, ended bindings.</summary>
internal sealed class Outcomes(SealedProfiles profiles, TimeProvider time) : IOutcomes
{
    // Work given up without a verdict says nothing about the item: it is asked for again.
    private static readonly HashSet<string> NoVerdict = ["workGivenUp", "connectorUnavailable"];
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(15);

    public Task ApplyAsync(ChanceryDbContext db, WorkBody body, WorkOutcome outcome, CancellationToken cancellationToken) => (body, outcome) switch
    {
        (SealProfileWork work, ProfileSealed profile) => profiles.StoreAsync(db, work, profile, cancellationToken),
        (SealProfileWork work, WorkRefused refused) => SealingRefusedAsync(db, work, refused, cancellationToken),
        (EndBindingWork work, BindingEnded ended) => BindingEndedAsync(db, work, ended, cancellationToken),
        (EndBindingWork work, WorkRefused refused) => RevocationFailedAsync(db, IssuedFor(db, work.EnrollmentId), refused, cancellationToken),
        (RevokeCertificateWork, CertificateRevoked revoked) => RevokedAsync(
            db, db.IssuedCertificates.Where(row => row.SerialNumber == revoked.SerialNumber), [revoked], cancellationToken),
        (RevokeCertificateWork work, WorkRefused refused) => RevocationFailedAsync(
            db, db.IssuedCertificates.Where(row => row.SerialNumber == work.SerialNumber), refused, cancellationToken),
        _ => throw new ArgumentException($"{outcome.GetType().Name} is no outcome of {body.GetType().Name}.", nameof(outcome)),
    };

    private static IQueryable<IssuedCertificateRow> IssuedFor(ChanceryDbContext db, Guid enrollmentId) =>
        db.IssuedCertificates.Where(row => db.Devices.Any(device => device.Id == row.DeviceId && device.EnrollmentId == enrollmentId));

    private async Task SealingRefusedAsync(ChanceryDbContext db, SealProfileWork work, WorkRefused refused, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var device = await db.Devices.AsNoTracking().FirstOrDefaultAsync(row => row.EnrollmentId == work.EnrollmentId, cancellation);
        var row = device is null ? null
            : await db.Deployments.FirstOrDefaultAsync(entry => entry.DeviceId == device.Id && entry.ItemId == work.ItemId, cancellation);
        if (row is null)
        {
            return;
        }

        var retryable = refused.Retryable || NoVerdict.Contains(refused.Error.Code);
        var deployment = DeploymentMachine.SealingRefused(DeploymentMapping.ToDomain(row), work.Revision, refused.Error, retryable);
        DeploymentMapping.Write(deployment, row, now);
        row.WorkId = null;
        if (retryable)
        {
            var again = now + AskAgainAfter;
            await db.Devices.Where(entry => entry.Id == device!.Id && (entry.PlanDueDateTime == null || entry.PlanDueDateTime > again))
                .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.PlanDueDateTime, again), cancellation);
        }
        else
        {
            // Given up for this revision: what waited for it may go on, so the device is planned again.
            await db.Devices.Where(entry => entry.Id == device!.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.NeedsPlan, true), cancellation);
            db.WhenCommitted(db.Signal.Marked.Raise);
        }
    }

    private async Task BindingEndedAsync(ChanceryDbContext db, EndBindingWork work, BindingEnded ended, CancellationToken cancellation)
    {
        await RevokedAsync(db, IssuedFor(db, work.EnrollmentId), ended.Revoked, cancellation);

        // Asked for, but not in the connector's answer: it had expired, or the connector never issued it. It is not revoked, and must not look so.
        var now = time.GetUtcNow();
        var serials = ended.Revoked.Select(revoked => revoked.SerialNumber).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var row in await IssuedFor(db, work.EnrollmentId).Where(row => row.Revocation == RevocationState.Pending).ToListAsync(cancellation))
        {
            if (!serials.Contains(row.SerialNumber))
            {
                (row.Revocation, row.RevocationReason, row.RevocationChangedDateTime) = (RevocationState.None, null, now);
            }
        }
    }

    private static async Task RevokedAsync(
        ChanceryDbContext db, IQueryable<IssuedCertificateRow> certificates, IReadOnlyList<CertificateRevoked> revoked, CancellationToken cancellation)
    {
        var when = revoked.ToDictionary(entry => entry.SerialNumber, entry => entry.RevokedDateTime, StringComparer.OrdinalIgnoreCase);
        foreach (var row in await certificates.ToListAsync(cancellation))
        {
            if (when.TryGetValue(row.SerialNumber, out var revokedDateTime))
            {
                row.Revocation = RevocationState.Revoked;
                row.RevocationReason ??= EndOfLife.Reason;
                row.RevocationChangedDateTime = revokedDateTime;
                row.RevocationErrorCode = null;
            }
        }
    }

    private async Task RevocationFailedAsync(
        ChanceryDbContext db, IQueryable<IssuedCertificateRow> certificates, WorkRefused refused, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var row in await certificates.Where(row => row.Revocation == RevocationState.Pending).ToListAsync(cancellation))
        {
            (row.Revocation, row.RevocationErrorCode, row.RevocationChangedDateTime) = (RevocationState.Failed, refused.Error.Code, now);
        }
    }
}
