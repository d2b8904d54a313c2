using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Chancery.Connector.Store;
using Chancery.Domain;
using Chancery.Pki;
using Chancery.Vault;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Connector.Authorities;

/// <summary>
/// The one way to a signature: lint, record the intent, sign, record the certificate. A crash in between leaves the record of a serial
/// number that may exist and can be revoked (design.md, "What must never break", 4).
/// </summary>
internal sealed class IssuanceLedger(ConnectorStore store, TimeProvider time)
{
    /// <summary>For tests alone: runs between the intent and the signature.</summary>
    internal Action? AfterIntent { get; set; }

    internal async Task<Result<X509Certificate2>> SignAsync(
        string authorityName, SigningAuthority authority, CertificateDraft draft, IssuancePurpose purpose, string? replaces,
        CancellationToken cancellationToken)
    {
        var linted = Linter.Lint(draft, authority.Certificate);
        if (!linted.IsOk)
        {
            return FromPki.Error(linted.Error, purpose.ItemId);
        }

        var row = new IssuanceRow
        {
            SerialNumber = linted.Value.SerialNumber,
            Authority = authorityName,
            KeyHash = KeyPairs.PublicKeyHash(draft.PublicKey),
            Draft = JsonSerializer.Serialize(new { draft.Kind, draft.Subject, draft.EmailAddresses, draft.NotBefore, draft.NotAfter }),
            EnrollmentId = purpose.EnrollmentId,
            ProfileId = purpose.ProfileId,
            ItemId = purpose.ItemId,
            Revision = purpose.Revision,
            Replaces = replaces,
            IntendedTicks = time.GetUtcNow().UtcTicks,
            NotAfterTicks = draft.NotAfter.UtcTicks,
        };
        await using var db = store.Begin();
        db.Issuances.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        AfterIntent?.Invoke();
        var certificate = authority.Sign(linted.Value);
        row.Certificate = certificate.RawData;
        await db.SaveChangesAsync(CancellationToken.None);
        return certificate;
    }

    /// <summary>Revokes what this ledger issued, or was about to; the first revocation stands.</summary>
    internal async Task<Result<Revocation>> RevokeAsync(string serialNumber, X509RevocationReason reason, CancellationToken cancellationToken)
    {
        await using var db = store.Begin();
        var issued = await db.Issuances.FirstOrDefaultAsync(row => row.SerialNumber == serialNumber, cancellationToken);
        if (issued is null)
        {
            return new Error("certificateNotOurs", "serialNumber");
        }

        var standing = await db.Revocations.FirstOrDefaultAsync(row => row.SerialNumber == serialNumber, cancellationToken);
        if (standing is null)
        {
            standing = new RevocationRow
            {
                SerialNumber = serialNumber,
                Authority = issued.Authority,
                Reason = (int)reason,
                RevokedTicks = time.GetUtcNow().UtcTicks,
                NotAfterTicks = issued.NotAfterTicks,
            };
            db.Revocations.Add(standing);
            await db.SaveChangesAsync(cancellationToken);
        }

        return new Revocation(serialNumber, new DateTimeOffset(standing.RevokedTicks, TimeSpan.Zero));
    }

    internal async Task<List<IssuanceRow>> OfEnrollmentAsync(Guid enrollmentId, CancellationToken cancellationToken)
    {
        await using var db = store.Begin();
        return await db.Issuances.Where(row => row.EnrollmentId == enrollmentId).OrderBy(row => row.IntendedTicks).ToListAsync(cancellationToken);
    }
}
