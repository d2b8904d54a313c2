using System.Security.Cryptography;
using Chancery.Domain;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Connectors;

/// <summary>A connector is known by the TLS client certificate it joined with, and by nothing else.</summary>
internal static class ConnectorAuthentication
{
    /// <summary>SHA-256 of the client certificate shown.</summary>
    internal static async Task<Result<string>> CertificateHashAsync(HttpContext http)
    {
        var certificate = await http.Connection.GetClientCertificateAsync(http.RequestAborted);
        return certificate is null ? new Error("connectorCertificateMissing") : certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();
    }

    /// <summary>The connector that calls.</summary>
    internal static async Task<Result<Guid>> IdentifyAsync(HttpContext http, ChanceryDbContext db, ConnectorPresence presence)
    {
        var hash = await CertificateHashAsync(http);
        if (!hash.IsOk)
        {
            return hash.Error;
        }

        var id = await db.Connectors.Where(connector => connector.CertificateHash == hash.Value && !connector.Disabled)
            .Select(connector => (Guid?)connector.Id).FirstOrDefaultAsync(http.RequestAborted);
        if (id is not { } known)
        {
            return new Error("connectorUnknown");
        }

        presence.Seen(known);
        return known;
    }
}
