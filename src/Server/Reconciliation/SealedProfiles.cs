using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Pki;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Reconciliation;

/// <summary>Keeps what the connector sealed: the bytes, what they carry, and the certificates issued on the way.</summary>
internal sealed class SealedProfiles(WorkQueue queue, TimeProvider time)
{
    public async Task StoreAsync(ChanceryDbContext db, SealProfileWork work, ProfileSealed profile, CancellationToken cancellation)
    {
        if (await db.Devices.AsNoTracking().FirstOrDefaultAsync(row => row.EnrollmentId == work.EnrollmentId, cancellation) is not { UserId: not null } device)
        {
            return;
        }

        var now = time.GetUtcNow();
        var key = new SealKey(device.Id, KeyHash(work.DeviceIdentity), work.ItemId, work.Revision);
        var carried = profile.Identities.Select(identity => (Identity: identity, Info: Describe(identity.Certificate))).ToList();
        if (!await db.SealedProfiles.AnyAsync(row => row.Id == key.RowId, cancellation))
        {
            db.SealedProfiles.Add(new SealedProfileRow
            {
                Id = key.RowId,
                DeviceId = device.Id,
                DeviceKeyHash = key.DeviceKeyHash,
                ItemId = work.ItemId,
                Revision = work.Revision,
                Bytes = profile.Profile,
                CreatedDateTime = now,
                Identities = [.. carried.Select(entry => new SealedIdentityRow
                {
                    SealedProfileId = key.RowId, Slot = entry.Identity.Slot, Thumbprint = entry.Info.Thumbprint, Issued = entry.Identity.Issued,
                })],
            });
        }

        foreach (var (identity, info) in carried.Where(entry => entry.Identity.Issued))
        {
            var request = work.Identities.OfType<IssuedIdentityRequest>().FirstOrDefault(entry => entry.Slot == identity.Slot);
            await RecordAsync(db, device, work, new IssuedCarried(identity.Certificate, info, request), cancellation);
        }

        await MakeReadyAsync(db, device, key, now, cancellation);
    }

    private static async Task MakeReadyAsync(ChanceryDbContext db, DeviceRow device, SealKey key, DateTimeOffset now, CancellationToken cancellation)
    {
        var rows = await db.Deployments.Where(row => row.DeviceId == device.Id).ToListAsync(cancellation);
        var deployments = new DeviceDeployments(db, device.Id, rows, now);

        // A key that the device has no more seals nothing that it could open.
        if (deployments.Find(key.ItemId) is not { } deployment || deployment.DesiredRevision != key.Revision || device.IdentityKeyHash != key.DeviceKeyHash)
        {
            return;
        }

        deployments.Set(DeploymentMachine.Ready(deployment, key.Revision));
        var row = deployments.Row(key.ItemId);
        (row.SealedProfileId, row.WorkId) = (key.RowId, null);
        if (!device.NeedsAttention && Diff.NeedsAttention(deployments.All, now))
        {
            await db.Devices.Where(entry => entry.Id == device.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.NeedsAttention, true), cancellation);
        }
    }

    private async Task RecordAsync(
        ChanceryDbContext db, DeviceRow device, SealProfileWork work, IssuedCarried carried, CancellationToken cancellation)
    {
        var info = carried.Info;
        if (carried.Request is not { } request || await db.IssuedCertificates.AnyAsync(row => row.Sha256 == info.Sha256, cancellation))
        {
            return;
        }

        var now = time.GetUtcNow();
        var profile = await db.Profiles.AsNoTracking().FirstOrDefaultAsync(row => row.Id == request.ProfileId, cancellation);
        var row = NewRow(device, work, carried, request, now);
        row.RenewalDateTime = profile is not null && StoredSettings.Read(profile).Settings is PkcsCertificateSettings settings
            ? Renewal.DueAt(ToDomain(row), settings.RenewalThresholdPercentage)
            : null;
        await db.IssuedCertificates
            .Where(other => other.DeviceId == device.Id && other.ItemId == work.ItemId
                && other.ProfileId == request.ProfileId && other.SupersededDateTime == null)
            .ExecuteUpdateAsync(set => set.SetProperty(other => other.SupersededDateTime, now), cancellation);
        db.IssuedCertificates.Add(row);
        if (device.UnenrolledDateTime is not null)
        {
            // It was issued while the device was leaving, so the end of the binding may have missed it.
            await RevokeAsync(db, row, now, cancellation);
        }
        else if (row.RenewalDateTime is { } due)
        {
            await db.Devices.Where(entry => entry.Id == device.Id && (entry.PlanDueDateTime == null || entry.PlanDueDateTime > due))
                .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.PlanDueDateTime, due), cancellation);
        }
    }

    private async Task RevokeAsync(ChanceryDbContext db, IssuedCertificateRow row, DateTimeOffset now, CancellationToken cancellation)
    {
        (row.Revocation, row.RevocationReason, row.RevocationChangedDateTime) = (RevocationState.Pending, EndOfLife.Reason, now);
        var work = new RevokeCertificateWork(row.SerialNumber, EndOfLife.Reason);
        await queue.EnqueueAsync(
            db,
            new WorkRequest
            {
                Kind = "revokeCertificate",
                SubjectKey = $"revoke:{row.SerialNumber}",
                BodyJson = JsonSerializer.Serialize<WorkBody>(work, ConnectorJson.Options),
            },
            cancellation);
    }

    private static IssuedCertificateRow NewRow(
        DeviceRow device, SealProfileWork work, IssuedCarried carried, IssuedIdentityRequest request, DateTimeOffset now) => new()
        {
            Id = Identifiers.Uuid("issued certificate", carried.Info.Sha256),
            DeviceId = device.Id,
            UserId = device.UserId!.Value,
            ProfileId = request.ProfileId,
            ItemId = work.ItemId,
            Revision = work.Revision,
            Usage = request.Usage,
            Certificate = carried.Der,
            Thumbprint = carried.Info.Thumbprint,
            Sha256 = carried.Info.Sha256,
            PublicKeyHash = carried.Info.PublicKeyHash,
            SerialNumber = carried.Info.SerialNumber,
            Subject = carried.Info.Subject,
            Issuer = carried.Info.Issuer,
            EmailAddresses = [.. carried.Info.EmailAddresses],
            NotBefore = carried.Info.NotBefore,
            NotAfter = carried.Info.NotAfter,
            IssuedDateTime = now,
        };

    private static IssuedCertificate ToDomain(IssuedCertificateRow row) => new(
        row.SerialNumber, row.Thumbprint, row.DeviceId, row.ProfileId, row.ItemId, row.Revision, row.NotBefore, row.NotAfter, row.IssuedDateTime);

    private static string KeyHash(byte[] der)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(der);
        return CertificateReader.PublicKeyHash(certificate);
    }

    private static CertificateInfo Describe(byte[] der)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(der);
        return CertificateReader.Describe(certificate);
    }

    private sealed record IssuedCarried(byte[] Der, CertificateInfo Info, IssuedIdentityRequest? Request);
}
