using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Connectors;
using Chancery.Connector.Authorities;
using Chancery.Connector.Releases;
using Chancery.Connector.Store;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Connector.Work;

/// <summary>Ends an enrolment for ever: nothing more is sealed to its keys, whatever the server remembers.</summary>
internal sealed class EndBindingHandler(ConnectorCore core)
{
    internal async Task<WorkOutcome> HandleAsync(EndBindingWork work, CancellationToken cancellationToken)
    {
        using var held = await core.EnrollmentLocks.EnterAsync(work.EnrollmentId.ToString(), cancellationToken);
        await EndAsync(work.EnrollmentId, cancellationToken);
        var revoked = new List<CertificateRevoked>();
        foreach (var row in await core.Ledger.OfEnrollmentAsync(work.EnrollmentId, cancellationToken))
        {
            // The device's own identity goes with the binding in any case; it stands on the device authority's list, not in the answer.
            var identity = row.Authority == DeviceAuthority.Name;
            if (identity || work.RevokeCertificates)
            {
                var revocation = await core.Ledger.RevokeAsync(row.SerialNumber, X509RevocationReason.CessationOfOperation, cancellationToken);
                if (!identity && row.Certificate is not null)
                {
                    revoked.Add(new CertificateRevoked(row.SerialNumber, revocation.Value.RevokedDateTime));
                }
            }
        }

        core.Publish.Set();
        return new BindingEnded(revoked);
    }

    private async Task EndAsync(Guid enrollmentId, CancellationToken cancellationToken)
    {
        await using var db = core.Store.Begin();
        if (await db.Ended.AnyAsync(row => row.EnrollmentId == enrollmentId, cancellationToken))
        {
            return;
        }

        if (!core.Log.HasEnded(enrollmentId))
        {
            await core.Log.AppendAsync(LogKind.Ended, enrollmentId);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        db.Ended.Add(new EndedRow { EnrollmentId = enrollmentId, EndedTicks = core.Time.GetUtcNow().UtcTicks });
        await db.SaveChangesAsync(CancellationToken.None);
        await db.Sealed.Where(row => row.EnrollmentId == enrollmentId).ExecuteDeleteAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
    }
}
