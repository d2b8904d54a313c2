using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Connectors;
using Chancery.Connector.Bindings;
using Chancery.Connector.Releases;
using Chancery.Connector.Store;
using Chancery.Connector.Trust;
using Chancery.Domain;
using Chancery.Pki;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Connector.Work.Enrollment;

/// <summary>A device shows the challenge that was mailed: accepting its request is the binding (design.md, "strict enrolment").</summary>
internal sealed class FirstIdentity(ConnectorCore core)
{
    internal async Task<Result<IssuedIdentity>> AnswerAsync(ScepRequest request, CancellationToken cancellationToken)
    {
        // That the request is signed by the key it asks a certificate for (RFC 8894 §2.3), ScepServer.Open has seen to.
        if (DeviceKey.Problem(request.SubjectPublicKeyInfo) is { } weak)
        {
            return weak;
        }

        if (Challenge.EnrollmentOf(request.ChallengePassword) is not { } enrollmentId)
        {
            return new Error("challengeUnknown", "challengePassword");
        }

        using var held = await core.EnrollmentLocks.EnterAsync(enrollmentId.ToString(), cancellationToken);
        await using var db = core.Store.Begin();
        var row = await db.Challenges.AsTracking().FirstOrDefaultAsync(row => row.EnrollmentId == enrollmentId, cancellationToken);
        if (row is null)
        {
            return new Error("challengeUnknown", "challengePassword");
        }

        if (await ProblemAsync(db, row, request, cancellationToken) is { } problem)
        {
            return problem;
        }

        return await AnsweredAsync(db, enrollmentId, request, cancellationToken) ?? await BindAsync(db, row, request, cancellationToken);
    }

    private async Task<Error?> ProblemAsync(ConnectorDbContext db, ChallengeRow row, ScepRequest request, CancellationToken cancellationToken)
    {
        var known = CryptographicOperations.FixedTimeEquals(Challenge.Hash(request.ChallengePassword!), row.ChallengeHash);
        if (core.Checks.Refuse(TrustCheck.ChallengeKnown, known))
        {
            return new Error("challengeUnknown", "challengePassword");
        }

        if (core.Checks.Refuse(TrustCheck.BindingLive, !await core.Bindings.HasEndedAsync(db, row.EnrollmentId, cancellationToken)))
        {
            return new Error("bindingEnded", "challengePassword");
        }

        if (core.Checks.Refuse(TrustCheck.ChallengeOnce, row.UsedByKeyHash is null || row.UsedByKeyHash == request.PublicKeyHash))
        {
            return new Error("challengeUsed", "challengePassword");
        }

        // A device that repeats an answered request (its reply was lost) is not too late.
        return row.UsedByKeyHash is null && core.Checks.Refuse(TrustCheck.ChallengeFresh, row.ExpiresTicks > core.Time.GetUtcNow().UtcTicks)
            ? new Error("challengeExpired", "challengePassword")
            : null;
    }

    /// <summary>The certificate this key was given before under this enrolment, if it was: the same key gets the same certificate.</summary>
    private static async Task<Result<IssuedIdentity>?> AnsweredAsync(
        ConnectorDbContext db, Guid enrollmentId, ScepRequest request, CancellationToken cancellationToken)
    {
        var answered = await db.Scep.FirstOrDefaultAsync(row => row.KeyHash == request.PublicKeyHash, cancellationToken);
        return answered switch
        {
            null => null,
            _ when answered.EnrollmentId == enrollmentId => new IssuedIdentity(enrollmentId, X509CertificateLoader.LoadCertificate(answered.Certificate)),
            _ => new Error("scepRequestRefused", "key", "bound to another enrolment"),
        };
    }

    private async Task<Result<IssuedIdentity>> BindAsync(ConnectorDbContext db, ChallengeRow row, ScepRequest request, CancellationToken cancellationToken)
    {
        var issued = await core.DeviceAuthority.IssueAsync(row.EnrollmentId, request.SubjectPublicKeyInfo, replaces: null, cancellationToken);
        if (!issued.IsOk)
        {
            return issued.Error;
        }

        var now = core.Time.GetUtcNow();
        var binding = new Binding(
            row.EnrollmentId, request.PublicKeyHash, ImmutableArray.Create(row.Address), Enum.Parse<Platform>(row.Platform),
            Enum.Parse<EnrollmentDelivery>(row.Delivery), now);
        await core.Log.AppendAsync(LogKind.Bound, binding.EnrollmentId, binding.KeyHash, binding.Addresses);
        (row.UsedByKeyHash, row.UsedTicks) = (request.PublicKeyHash, now.UtcTicks);
        db.Bindings.Add(core.Bindings.Sign(binding));
        db.Scep.Add(ScepAnswer.Row(request, row.EnrollmentId, issued.Value, now));
        await db.SaveChangesAsync(CancellationToken.None);
        return new IssuedIdentity(row.EnrollmentId, issued.Value);
    }
}
