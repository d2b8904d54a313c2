using System.Security.Cryptography;
using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Pki;
using Chancery.Server.Connectors;
using Chancery.Server.Features.Publishing;
using Chancery.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Chancery.Server.Devices;

/// <summary>
/// The faces of the SCEP server (RFC 8894): what is public is answered from the cache; a PKIOperation is relayed to the connector, which alone can open it, and
/// held until it answers.
/// </summary>
internal static class ScepEndpoint
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    // Anybody may send a message: what waits at one time is bounded, and so is what it can queue.
    private static readonly SemaphoreSlim Waiting = new(256);

    internal static void Map(IEndpointRouteBuilder app) => app.MapMethods("/apple/scep", [HttpMethods.Get, HttpMethods.Post], HandleAsync);

    private static Task<IResult> HandleAsync(HttpContext http, PublishedCache published, HeldWork held) => http.Request.Query["operation"].ToString() switch
    {
        // RFC 8894 3.5.2, 4.2: anybody may ask.
        "GetCACaps" => Task.FromResult(Answers.Bytes(System.Text.Encoding.ASCII.GetBytes(ScepServer.Capabilities), "text/plain")),
        "GetCACert" => CertificateAsync(http, published),
        "PKIOperation" => OperateAsync(http, held),
        var other => Task.FromResult(Answers.Fail("scepOperationUnknown", "operation", other.Length is 0 or > 40 ? null : other)),
    };

    private static async Task<IResult> CertificateAsync(HttpContext http, PublishedCache published) =>
        await published.DeviceAuthorityAsync(http.RequestAborted) is { } authority
            ? Answers.Bytes(authority.RawData, "application/x-x509-ca-cert")
            : Answers.Fail("connectorUnavailable", "scep");

    private static async Task<IResult> OperateAsync(HttpContext http, HeldWork held)
    {
        var message = await MessageAsync(http.Request);
        if (!message.IsOk)
        {
            return Answers.Fail(message.Error);
        }

        // The outside of the message needs no key to check, and keeps rubbish off the connector.
        var transaction = ScepServer.ReadTransaction(message.Value);
        if (!transaction.IsOk)
        {
            return Answers.Fail(transaction.Error!.Name, "message", transaction.Error.Detail);
        }

        if (!await Waiting.WaitAsync(TimeSpan.Zero, http.RequestAborted))
        {
            return Answers.Fail("connectorUnavailable", "scep");
        }

        try
        {
            var subject = $"scep:{Convert.ToHexStringLower(SHA256.HashData(message.Value))}";
            var finished = await held.RunAsync(Works.Request(new ScepWork(message.Value), subject), LongestWait, http.RequestAborted);
            return finished.IsOk
                ? Answers.Bytes(((ScepAnswered)Works.Outcome(finished.Value)).Message, "application/x-pki-message")
                : Answers.Fail(finished.Error);
        }
        finally
        {
            Waiting.Release();
        }
    }

    /// <summary>The message: the body of a POST, or the base64 of the query (RFC 8894 4.1). Some clients do both; the body is the one that is whole.</summary>
    private static async Task<Result<byte[]>> MessageAsync(HttpRequest request)
    {
        if (HttpMethods.IsPost(request.Method))
        {
            var body = await RequestBody.ReadAsync(request, ScepServer.MaxMessageBytes);
            if (!body.IsOk || body.Value.Length > 0)
            {
                return body;
            }
        }

        // Query decoding turned an unescaped plus sign into a space.
        var text = request.Query["message"].ToString().Replace(' ', '+');
        var bytes = new byte[text.Length];
        return text.Length > 0 && Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : new Error("scepMessageMissing", "message");
    }
}
