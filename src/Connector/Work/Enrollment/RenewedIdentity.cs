using System.Security.Cryptography.X509Certificates;
using Chancery.Connector.Bindings;
using Chancery.Connector.Releases;
using Chancery.Connector.Store;
using Chancery.Connector.Trust;
using Chancery.Domain;
using Chancery.Pki;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Connector.Work.Enrollment;

/// <summary>A bound device renews its identity (RFC 8894 §3.3.1.2): signed by the bound key, the new key inherits the binding.</summary>
internal sealed class RenewedIdentity(ConnectorCore core)
{
    internal async Task<Result<IssuedIdentity>> AnswerAsync(ScepRequest request, CancellationToken cancellationToken)
    {
        // The name only says where to look; what counts is the key the message is signed with.
        if (!Guid.TryParse(request.Requester.GetNameInfo(X509NameType.SimpleName, forIssuer: false), out var enrollmentId))
        {
            return new Error("renewalNotBound", "signer");
        }

        if (DeviceKey.Problem(request.SubjectPublicKeyInfo) is { } weak)
        {
            return weak;
        }

        using var held = await core.EnrollmentLocks.EnterAsync(enrollmentId.ToString(), cancellationToken);
        var signer = DeviceKey.HashOf(request.Requester);
        var bindings = await core.Bindings.OfEnrollmentAsync(enrollmentId, cancellationToken);
        if (!bindings.IsOk)
        {
            return bindings.Error;
        }

        var binding = bindings.Value.FirstOrDefault(candidate => candidate.KeyHash == signer);
        if (bindings.Value.IsEmpty || core.Checks.Refuse(TrustCheck.RenewalByBoundKey, binding is not null))
        {
            return new Error("renewalNotBound", "signer");
        }

        await using var db = core.Store.Begin();
        var answered = await db.Scep.FirstOrDefaultAsync(
            row => row.TransactionId == request.TransactionId && row.KeyHash == request.PublicKeyHash && row.EnrollmentId == enrollmentId, cancellationToken);
        return answered is not null
            ? new IssuedIdentity(enrollmentId, X509CertificateLoader.LoadCertificate(answered.Certificate))
            : await RenewAsync(db, binding ?? bindings.Value[0], request, cancellationToken);
    }

    private async Task<Result<IssuedIdentity>> RenewAsync(ConnectorDbContext db, Binding old, ScepRequest request, CancellationToken cancellationToken)
    {
        var bound = await db.Bindings.FirstOrDefaultAsync(row => row.KeyHash == request.PublicKeyHash, cancellationToken);
        if (bound is not null && bound.EnrollmentId != old.EnrollmentId)
        {
            return new Error("scepRequestRefused", "key", "bound to another enrolment");
        }

        var issued = await core.DeviceAuthority.IssueAsync(old.EnrollmentId, request.SubjectPublicKeyInfo, request.Requester.SerialNumber, cancellationToken);
        if (!issued.IsOk)
        {
            return issued.Error;
        }

        var now = core.Time.GetUtcNow();
        if (bound is null)
        {
            var renewed = old with { KeyHash = request.PublicKeyHash, Bound = now };
            await core.Log.AppendAsync(LogKind.Bound, renewed.EnrollmentId, renewed.KeyHash, renewed.Addresses);
            db.Bindings.Add(core.Bindings.Sign(renewed));
        }

        db.Scep.Add(ScepAnswer.Row(request, old.EnrollmentId, issued.Value, now));
        await db.SaveChangesAsync(CancellationToken.None);
        return new IssuedIdentity(old.EnrollmentId, issued.Value);
    }
}
