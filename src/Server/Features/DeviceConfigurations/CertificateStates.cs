using System.Text.Json.Nodes;
using Chancery.Domain;
using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.DeviceConfigurations;

/// <summary>
/// Which certificates devices have: of one profile (<c>…/{id}/managedDeviceCertificateStates</c>), and all of them
/// (<c>/deviceManagement/deviceConfigurationsAllManagedDeviceCertificateStates</c>).
/// </summary>
internal static class CertificateStates
{
    internal static async Task<IResult> OfProfileAsync(HttpContext http, ChanceryDbContext db, string id)
    {
        var query = GraphQuery.Read(http.Request, GraphAnswer.Page);
        if (!query.IsOk)
        {
            return Answers.Fail(query.Error);
        }

        if (await ProfileEndpoints.FindAsync(db, id, http.RequestAborted) is not { } profile)
        {
            return Answers.Fail("notFound", "deviceConfigurations");
        }

        var rows = ProfileSettingsJson.Read(profile) switch
        {
            PkcsCertificateSettings => Issued(db.IssuedCertificates.AsNoTracking().Where(certificate => certificate.ProfileId == profile.Id), db),
            ImportedPfxSettings imported => Imported(db.UserPfxCertificates.AsNoTracking().Where(row => row.IntendedPurpose == imported.IntendedPurpose), db),
            _ => Issued(db.IssuedCertificates.Where(certificate => false), db),
        };
        var ordered = rows.OrderBy(row => row.DeviceId).ThenBy(row => row.Sha256);
        return await GraphAnswer.PageAsync(http, "managedDeviceCertificateStates", query.Value, ordered, row => WriteState(row, profile.DisplayName));
    }

    internal static async Task<IResult> OfAllAsync(HttpContext http, ChanceryDbContext db)
    {
        var query = GraphQuery.Read(http.Request, GraphAnswer.Page);
        if (!query.IsOk)
        {
            return Answers.Fail(query.Error);
        }

        var rows = Issued(db.IssuedCertificates.AsNoTracking(), db).Concat(Imported(db.UserPfxCertificates.AsNoTracking(), db));
        var ordered = rows.OrderBy(row => row.DeviceId).ThenBy(row => row.Sha256);
        return await GraphAnswer.PageAsync(
            http, "deviceManagement/deviceConfigurationsAllManagedDeviceCertificateStates", query.Value, ordered, WriteAll);
    }

    /// <summary>Certificates issued for devices, with the state of the item that carries each.</summary>
    private static IQueryable<StateRow> Issued(IQueryable<IssuedCertificateRow> certificates, ChanceryDbContext db) =>
        from certificate in certificates
        join device in db.Devices on certificate.DeviceId equals device.Id
        join user in db.Users on device.UserId equals (Guid?)user.Id
        join deployment in db.Deployments on new { certificate.DeviceId, certificate.ItemId } equals new { deployment.DeviceId, deployment.ItemId } into carried
        from deployment in carried.DefaultIfEmpty()
        select new StateRow
        {
            DeviceId = device.Id,
            DeviceName = device.DeviceName,
            Platform = device.Platform,
            UserPrincipalName = user.UserPrincipalName,
            UserDisplayName = user.DisplayName,
            Sha256 = certificate.Sha256,
            Thumbprint = certificate.Thumbprint,
            SerialNumber = certificate.SerialNumber,
            Subject = certificate.Subject,
            Issuer = certificate.Issuer,
            NotBefore = certificate.NotBefore,
            NotAfter = certificate.NotAfter,
            Revocation = certificate.Revocation,
            State = deployment == null ? null : deployment.State,
        };

    /// <summary>Imported certificates on the devices whose sealed profiles carry them.</summary>
    private static IQueryable<StateRow> Imported(IQueryable<UserPfxCertificateRow> certificates, ChanceryDbContext db) =>
        from certificate in certificates
        join user in db.Users on certificate.UserId equals user.Id
        join device in db.Devices on (Guid?)certificate.UserId equals device.UserId
        join deployment in db.Deployments on device.Id equals deployment.DeviceId
        join identity in db.SealedIdentities on new { Id = deployment.SealedProfileId, certificate.Thumbprint, Issued = false }
            equals new { Id = (Guid?)identity.SealedProfileId, identity.Thumbprint, identity.Issued }
        select new StateRow
        {
            DeviceId = device.Id,
            DeviceName = device.DeviceName,
            Platform = device.Platform,
            UserPrincipalName = user.UserPrincipalName,
            UserDisplayName = user.DisplayName,
            Sha256 = certificate.Sha256,
            Thumbprint = certificate.Thumbprint,
            SerialNumber = certificate.SerialNumber,
            Subject = certificate.Subject,
            Issuer = certificate.Issuer,
            NotBefore = certificate.NotBefore,
            NotAfter = certificate.NotAfter,
            // Never revoked. Null, because a constant of a converted type has no type of its own in PostgreSQL's UNION.
            Revocation = null,
            State = deployment.State,
        };

    private static JsonObject WriteState(StateRow row, string profileName) => new()
    {
        ["id"] = $"{row.DeviceId}_{row.Thumbprint}",
        ["certificateProfileDisplayName"] = profileName,
        ["deviceDisplayName"] = row.DeviceName,
        ["devicePlatform"] = row.Platform == Platform.IOS ? "iOS" : "macOS",
        ["userDisplayName"] = row.UserDisplayName,
        ["certificateIssuanceState"] = row.Revocation == RevocationState.Revoked ? "revoked"
            : row.State is { } state ? GraphStatus.Of(state).IssuanceState : "issued",
        ["certificateRevokeStatus"] = Revoked(row.Revocation),
        ["certificateThumbprint"] = row.Thumbprint,
        ["certificateSerialNumber"] = row.SerialNumber,
        ["certificateIssuer"] = row.Issuer,
        ["certificateSubjectNameFormatString"] = row.Subject,
        ["certificateIssuanceDateTime"] = JsonBytes.Instant(row.NotBefore),
        ["certificateExpirationDateTime"] = JsonBytes.Instant(row.NotAfter),
    };

    private static JsonObject WriteAll(StateRow row) => new()
    {
        ["id"] = $"{row.DeviceId}_{row.Thumbprint}",
        ["managedDeviceDisplayName"] = row.DeviceName,
        ["userPrincipalName"] = row.UserPrincipalName,
        ["certificateThumbprint"] = row.Thumbprint,
        ["certificateSerialNumber"] = row.SerialNumber,
        ["certificateSubjectName"] = row.Subject,
        ["certificateIssuerName"] = row.Issuer,
        ["certificateIssuanceDateTime"] = JsonBytes.Instant(row.NotBefore),
        ["certificateExpirationDateTime"] = JsonBytes.Instant(row.NotAfter),
        ["certificateRevokeStatus"] = Revoked(row.Revocation),
    };

    // Graph's certificateRevocationStatus has the same members.
    private static string Revoked(RevocationState? state) => GraphReader.Camel((state ?? RevocationState.None).ToString());

    private sealed class StateRow
    {
        public Guid DeviceId { get; init; }

        public string DeviceName { get; init; } = "";

        public Platform Platform { get; init; }

        public string UserPrincipalName { get; init; } = "";

        public string UserDisplayName { get; init; } = "";

        public string Sha256 { get; init; } = "";

        public string Thumbprint { get; init; } = "";

        public string SerialNumber { get; init; } = "";

        public string Subject { get; init; } = "";

        public string Issuer { get; init; } = "";

        public DateTimeOffset NotBefore { get; init; }

        public DateTimeOffset NotAfter { get; init; }

        public RevocationState? Revocation { get; init; }

        public DeploymentState? State { get; init; }
    }
}
