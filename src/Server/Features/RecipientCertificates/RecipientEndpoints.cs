using System.Security.Cryptography;
using System.Text;
using Chancery.Directories;
using Chancery.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Chancery.Server.Features.RecipientCertificates;

/// <summary>
/// An HTTP certificate store (RFC 4387) for those who write to our people: <c>/pki/certificates?email=…</c>, also at the well-known
/// <c>/certificates/search.cgi</c> (§3.3). Anonymous, as a public directory is; only whole addresses are answered, only with what an address's correspondents
/// need, never over plain http, and only so often.
/// </summary>
internal static class RecipientEndpoints
{
    private const string Certificate = "application/pkix-cert";

    internal static void MapPublic(IEndpointRouteBuilder app)
    {
        app.MapMethods("/pki/certificates", [HttpMethods.Get, HttpMethods.Head], FindAsync);
        app.MapMethods("/certificates/search.cgi", [HttpMethods.Get, HttpMethods.Head], FindAsync);
    }

    private static async Task<IResult> FindAsync(HttpContext http, ServerOptions options, LookupLimiter limiter, StoredRecipients recipients)
    {
        if (!options.PublishesRecipients || !http.Request.IsHttps)
        {
            return Answers.Fail("notFound", "certificates");
        }

        if (!limiter.Allows(http.Connection.RemoteIpAddress))
        {
            http.Response.Headers.RetryAfter = "60";
            return Answers.Fail("lookupsTooMany", "certificates");
        }

        if (Address(http.Request.Query) is not { } address)
        {
            return Answers.Fail("recipientAddressInvalid", "email");
        }

        // Who is unknown and who has no certificate are answered alike.
        var answer = await recipients.Directory.FindAsync(address, http.RequestAborted);
        return answer.Usable.IsEmpty ? Answers.Fail("notFound", "certificates") : Found(http, [.. answer.Usable.Select(found => found.Certificate.RawData)]);
    }

    // RFC 4387 §2: "uri" for X.509 certificates, "email" as an alias (§2.5.1); other attributes beside it are ignored.
    private static string? Address(IQueryCollection query) =>
        query["email"] is [var email] ? Checked(email) : query["uri"] is [var uri] ? Checked(uri) : null;

    private static string? Checked(string? text) => MailAddress.TryParse(text) is null ? null : text;

    private static IResult Found(HttpContext http, List<byte[]> certificates)
    {
        http.Response.Headers.CacheControl = "private, max-age=300";
        if (certificates is [var only])
        {
            return Answers.Bytes(only, Certificate);
        }

        var boundary = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return Answers.Bytes(Multipart(certificates, boundary), $"multipart/mixed; boundary={boundary}");
    }

    // RFC 4387 §2, RFC 2046 §5.1.1: several certificates, each a part of its own and as it is.
    private static byte[] Multipart(List<byte[]> certificates, string boundary)
    {
        var body = new MemoryStream();
        foreach (var certificate in certificates)
        {
            body.Write(Encoding.ASCII.GetBytes($"--{boundary}\r\nContent-Type: {Certificate}\r\n\r\n"));
            body.Write(certificate);
            body.Write("\r\n"u8);
        }

        body.Write(Encoding.ASCII.GetBytes($"--{boundary}--\r\n"));
        return body.ToArray();
    }
}
