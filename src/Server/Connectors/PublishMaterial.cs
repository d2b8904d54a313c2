using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Pki;
using Chancery.Server.Features;
using Chancery.Server.Features.Publishing;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Connectors;

/// <summary>POST publish: what a connector makes public, and its sign of life. What has not changed is not written.</summary>
internal static partial class PublishMaterial
{
    private const string Certificate = "application/pkix-cert";

    internal static async Task<IResult> HandleAsync(
        HttpContext http, ChanceryDbContext db, TimeProvider time, ConnectorPresence presence, PublishedCache cache)
    {
        var connector = await ConnectorAuthentication.IdentifyAsync(http, db, presence);
        if (!connector.IsOk)
        {
            return Answers.Fail(connector.Error);
        }

        var request = await ConnectorBody.ReadAsync<PublishRequest>(http.Request);
        if (!request.IsOk)
        {
            return Answers.Fail(request.Error);
        }

        var wanted = Files(request.Value);
        if (!wanted.IsOk)
        {
            return Answers.Fail(wanted.Error);
        }

        await using var change = await Change.BeginAsync(db, http, $"connector:{connector.Value}");
        var there = await db.Published.ToDictionaryAsync(row => row.Name, http.RequestAborted);
        var changed = new List<string>();
        foreach (var (name, contentType, bytes) in wanted.Value)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
            if (there.TryGetValue(name, out var row) && row.Sha256 == hash)
            {
                continue;
            }

            if (row is null)
            {
                row = new PublishedRow { Name = name };
                db.Published.Add(row);
            }

            (row.ContentType, row.Bytes, row.Sha256, row.ConnectorId, row.LastModifiedDateTime) = (contentType, bytes, hash, connector.Value, time.GetUtcNow());
            changed.Add(name);
        }

        if (changed.Count > 0)
        {
            await change.CommitAsync("connector.published", "connector", connector.Value, new { Names = changed });
            cache.Forget();
        }

        return Results.NoContent();
    }

    private static Result<List<(string Name, string ContentType, byte[] Bytes)>> Files(PublishRequest request)
    {
        if (request.VaultCertificate is null || request.DeviceAuthority is null || request.Roots is not { Count: > 0 and < 32 }
            || request.Issuing is not { Count: > 0 and < 32 } || request.Crls is not { Count: < 32 })
        {
            return new Error("invalidRequest", "publish");
        }

        var files = new List<(string, string, byte[])>();
        foreach (var (name, certificates) in new (string, IReadOnlyList<byte[]>)[]
        {
            ("vault", [request.VaultCertificate]), ("device", [request.DeviceAuthority]), ("root", request.Roots), ("issuing", request.Issuing),
        })
        {
            var pem = new StringBuilder();
            foreach (var (der, index) in certificates.Select((der, index) => (der, index)))
            {
                var certificate = CertificateReader.Read(der);
                if (!certificate.IsOk)
                {
                    return new Error(certificate.Error!.Name, name, certificate.Error.Detail);
                }

                using (certificate.Value)
                {
                    files.Add((index == 0 ? $"{name}.cer" : $"{name}-{index + 1}.cer", Certificate, certificate.Value.RawData));
                    pem.Append(certificate.Value.ExportCertificatePem()).Append('\n');
                }
            }

            files.Add(($"{name}.pem", "application/x-pem-file", Encoding.ASCII.GetBytes(pem.ToString())));
        }

        foreach (var crl in request.Crls)
        {
            if (crl?.Name is null || crl.Der is null || !CrlName().IsMatch(crl.Name))
            {
                return new Error("invalidRequest", "crls");
            }

            files.Add((crl.Name, "application/pkix-crl", crl.Der));
        }

        return files;
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,60}\.crl\z", RegexOptions.CultureInvariant)]
    private static partial Regex CrlName();
}
