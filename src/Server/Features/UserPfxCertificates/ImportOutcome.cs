using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Pki;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.UserPfxCertificates;

/// <summary>What the connector's verdict on an import means: the last checks, and the rows.</summary>
internal static class ImportOutcome
{
    /// <summary>Why the verdict is not acceptable: the request lied about the certificate, or it is there already.</summary>
    internal static async Task<Error?> CheckAsync(ChanceryDbContext db, WorkRow work, PfxImported imported, CancellationToken cancellation)
    {
        var context = Context(work);
        var found = Describe(imported);
        if (found.Count == 0)
        {
            return new Error("outcomeMismatch", "encryptedPfxBlob", "No certificate came back.");
        }

        if (!await db.Users.AnyAsync(user => user.Id == context.UserId, cancellation))
        {
            return new Error("userUnknown", "userPrincipalName");
        }

        var named = found.Where(info => context.Thumbprint is null || info.Thumbprint == context.Thumbprint).ToList();
        if (named.Count == 0)
        {
            return new Error("thumbprintMismatch", "thumbprint", $"The PFX holds {string.Join(", ", found.Select(info => info.Thumbprint))}.");
        }

        if (!named.Exists(info => Same(context.StartDateTime, info.NotBefore) && Same(context.ExpirationDateTime, info.NotAfter)))
        {
            return new Error("validityMismatch", "startDateTime, expirationDateTime", $"The certificate says {named[0].NotBefore:O} to {named[0].NotAfter:O}.");
        }

        var thumbprints = found.ConvertAll(info => info.Thumbprint);
        var there = await db.UserPfxCertificates
            .Where(row => row.UserId == context.UserId && thumbprints.Contains(row.Thumbprint) && row.Id != context.Replaces)
            .Select(row => row.Thumbprint).FirstOrDefaultAsync(cancellation);
        return there is null ? null : new Error("alreadyExists", "thumbprint", there);
    }

    /// <summary>Writes the rows, marks the person's devices, and audits. Does not save.</summary>
    internal static async Task ApplyAsync(
        ChanceryDbContext db, WorkRow work, ImportPfxWork body, PfxImported imported, DateTimeOffset now, Func<AuditEntry, Task> audit,
        CancellationToken cancellation)
    {
        var context = Context(work);
        var replaced = context.Replaces is { } id ? await db.UserPfxCertificates.FirstOrDefaultAsync(row => row.Id == id, cancellation) : null;
        foreach (var key in imported.Identities)
        {
            using var certificate = X509CertificateLoader.LoadCertificate(key.Certificate);
            var info = CertificateReader.Describe(certificate);
            var row = replaced is not null && replaced.Thumbprint == info.Thumbprint ? replaced : new UserPfxCertificateRow
            {
                Id = Guid.CreateVersion7(now),
                UserId = context.UserId,
                CreatedDateTime = now,
            };
            Fill(row, key, info, certificate);
            (row.IntendedPurpose, row.LastModifiedDateTime) = (body.Purpose, now);
            (row.KeyName, row.ProviderName) = (context.KeyName ?? row.KeyName, context.ProviderName ?? row.ProviderName);
            if (row != replaced)
            {
                db.UserPfxCertificates.Add(row);
            }

            await audit(new AuditEntry(
                "admin", row == replaced ? "userPfxCertificate.replaced" : "userPfxCertificate.imported", "userPfxCertificate",
                UserPfxJson.Id(row.UserId, row.Thumbprint),
                new { row.Subject, row.SerialNumber, Purpose = row.IntendedPurpose.ToString(), row.Warnings }, context.RequestId));
        }

        await Marking.UserCertificatesAsync(db, context.UserId, cancellation);
    }

    /// <summary>The row to answer with: the one named, else the newest of those imported.</summary>
    internal static async Task<UserPfxCertificateRow?> StoredAsync(
        ChanceryDbContext db, Guid userId, PfxImported imported, string? thumbprint, CancellationToken cancellation)
    {
        var thumbprints = Describe(imported).Where(info => thumbprint is null || info.Thumbprint == thumbprint).Select(info => info.Thumbprint).ToList();
        return await db.UserPfxCertificates.AsNoTracking().Where(row => row.UserId == userId && thumbprints.Contains(row.Thumbprint))
            .OrderByDescending(row => row.NotBefore).FirstOrDefaultAsync(cancellation);
    }

    private static void Fill(UserPfxCertificateRow row, ImportedKey key, CertificateInfo info, X509Certificate2 certificate)
    {
        row.Certificate = certificate.RawData;
        row.Chain = [.. key.Chain];
        row.SealedKey = key.SealedKey;
        row.SealedAddresses = [.. key.Addresses];
        (row.Thumbprint, row.Sha256, row.PublicKeyHash) = (info.Thumbprint, info.Sha256, info.PublicKeyHash);
        (row.SerialNumber, row.Subject, row.Issuer) = (info.SerialNumber, info.Subject, info.Issuer);
        row.EmailAddresses = [.. info.EmailAddresses];
        (row.NotBefore, row.NotAfter) = (info.NotBefore, info.NotAfter);
        (row.CanSign, row.CanEncrypt) = (info.CanSign, info.CanEncrypt);
        row.Warnings = [.. key.Warnings];
    }

    private static ImportContext Context(WorkRow work) => JsonSerializer.Deserialize<ImportContext>(work.ContextJson!)!;

    private static List<CertificateInfo> Describe(PfxImported imported)
    {
        var result = new List<CertificateInfo>();
        foreach (var key in imported.Identities)
        {
            var certificate = CertificateReader.Read(key.Certificate);
            if (certificate.IsOk)
            {
                using (certificate.Value)
                {
                    result.Add(CertificateReader.Describe(certificate.Value));
                }
            }
        }

        return result;
    }

    // A certificate counts in seconds; clients write fractions, and some cut to the minute.
    private static bool Same(DateTimeOffset? said, DateTimeOffset real) => said is not { } instant || (instant - real).Duration() < TimeSpan.FromMinutes(1);
}
