using System.Security.Cryptography;
using Chancery.Channels.Connectors;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.Enrollments;

/// <summary>What the connector's answers mean for an enrolment. Nothing here saves.</summary>
internal static class EnrollmentOutcome
{
    /// <summary>How long a link serves.</summary>
    private static readonly TimeSpan LinkLife = TimeSpan.FromDays(7);

    /// <summary>The profile was mailed, or is there to be served, or was refused.</summary>
    internal static async Task CreatedAsync(
        ChanceryDbContext db, CreateEnrollmentWork work, WorkOutcome outcome, DateTimeOffset now, CancellationToken cancellation)
    {
        var enrollment = await db.Enrollments.FirstOrDefaultAsync(row => row.Id == work.EnrollmentId, cancellation);
        if (enrollment is null || enrollment.State != EnrollmentState.Requested)
        {
            return; // Withdrawn meanwhile.
        }

        if (outcome is WorkRefused refused)
        {
            (enrollment.State, enrollment.ErrorCode, enrollment.ErrorDetail) = (EnrollmentState.Failed, refused.Error.Code, refused.Error.Detail);
        }
        else
        {
            enrollment.State = EnrollmentState.Sent;
            enrollment.LinkProfile = (outcome as EnrollmentCreated)?.Profile;
            enrollment.LinkExpires = enrollment.LinkProfile is null ? null : now + LinkLife;
        }

        enrollment.LastModifiedDateTime = now;
    }

    /// <summary>
    /// A SCEP request was accepted: the enrolment has its identity, and a link has served. Where the enrolment has a device already this is a renewal: the
    /// device keeps its old identity until it first shows the new one.
    /// </summary>
    internal static async Task IdentityIssuedAsync(
        ChanceryDbContext db, ScepAnswered answered, DateTimeOffset now, Func<AuditEntry, Task> audit, CancellationToken cancellation)
    {
        if (answered.EnrollmentId is not { } id || answered.Certificate is not { } certificate)
        {
            return; // The reply inside says no.
        }

        var enrollment = await db.Enrollments.FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (enrollment is null || enrollment.State is EnrollmentState.Ended or EnrollmentState.Failed)
        {
            return; // The identity opens nothing: no enrolment of this server knows it.
        }

        enrollment.IdentityCertificate = certificate;
        enrollment.IdentityThumbprint = Convert.ToHexStringLower(SHA256.HashData(certificate));
        enrollment.State = enrollment.State == EnrollmentState.Enrolled ? EnrollmentState.Enrolled : EnrollmentState.IdentityIssued;
        (enrollment.LinkProfile, enrollment.LinkTokenHash, enrollment.LinkExpires) = (null, null, null);
        enrollment.LastModifiedDateTime = now;
        await audit(new AuditEntry("", "enrollment.identityIssued", "enrollment", id.ToString(), new { enrollment.IdentityThumbprint }));
    }
}
