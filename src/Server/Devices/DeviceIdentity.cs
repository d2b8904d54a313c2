using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Apple;
using Chancery.Domain;
using Chancery.Pki;
using Chancery.Server.Features.Publishing;
using Microsoft.AspNetCore.Http;

namespace Chancery.Server.Devices;

/// <summary>An identity a device has proved to hold.</summary>
/// <param name="Certificate">Its certificate.</param>
/// <param name="Thumbprint">SHA-256 of it, lower-case hexadecimal.</param>
internal sealed record DeviceIdentity(X509Certificate2 Certificate, string Thumbprint);

/// <summary>
/// Proves a device's identity: by <c>Mdm-Signature</c> over the exact body where the device signs its messages, else by the TLS client certificate; signed by
/// the published authority of device identities, and valid now. Whose device it is, is asked of the database.
/// </summary>
internal sealed class DeviceIdentities(PublishedCache published, TimeProvider time)
{
    /// <summary>The identity shown with a request.</summary>
    internal async Task<Result<DeviceIdentity>> ProveAsync(HttpContext http, byte[] body)
    {
        var certificate = await ShownAsync(http, body);
        if (!certificate.IsOk)
        {
            return certificate.Error;
        }

        if (await published.DeviceAuthorityAsync(http.RequestAborted) is not { } authority)
        {
            return new Error("connectorUnavailable", Detail: "No authority of device identities was published yet.");
        }

        // Read again by our own reader: the TLS stack lets pass what cannot be taken apart.
        var readable = CertificateReader.Read(certificate.Value.RawData);
        if (!readable.IsOk || !CertificateReader.IsIssuedBy(readable.Value, authority))
        {
            return new Error("deviceIdentityForeign");
        }

        var now = time.GetUtcNow().UtcDateTime;
        return now > certificate.Value.NotAfter.ToUniversalTime() || now < certificate.Value.NotBefore.ToUniversalTime()
            ? new Error("deviceIdentityExpired")
            : new DeviceIdentity(certificate.Value, certificate.Value.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant());
    }

    private static async Task<Result<X509Certificate2>> ShownAsync(HttpContext http, byte[] body)
    {
        // The signature goes first: a proxy in front may have made the TLS connection.
        if (http.Request.Headers.TryGetValue(AppleContent.SignatureHeader, out var signature))
        {
            return MdmSignature.Verify(signature, body);
        }

        return await http.Connection.GetClientCertificateAsync(http.RequestAborted) is { } certificate ? certificate : new Error("deviceIdentityMissing");
    }
}
