using System.Text.Json.Nodes;
using Chancery.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Chancery.Server.Features.Publishing;

/// <summary>
/// Certificates and revocation lists for everybody: <c>/pki/{name}</c>; the vault's certificate for those who import: <c>/chancery/v1/vault</c>.
/// </summary>
internal static class PublishingEndpoints
{
    internal static void MapPublic(IEndpointRouteBuilder app) => app.MapMethods("/pki/{name}", [HttpMethods.Get, HttpMethods.Head], PublishedAsync);

    internal static void Map(IEndpointRouteBuilder chancery) => chancery.MapGet("/vault", VaultAsync);

    private static async Task<IResult> PublishedAsync(HttpContext http, PublishedCache cache, string name)
    {
        if (await cache.FindAsync(name, http.RequestAborted) is not { } row)
        {
            return Answers.Fail("notFound", "pki");
        }

        // Clients that check revocation ask often: let them ask only whether it changed.
        http.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Bytes(row.Bytes, row.ContentType, lastModified: row.LastModifiedDateTime, entityTag: new EntityTagHeaderValue($"\"{row.Sha256}\""));
    }

    private static async Task<IResult> VaultAsync(HttpContext http, PublishedCache cache) =>
        await cache.FindAsync(PublishedCache.VaultName, http.RequestAborted) is { } row
            ? Graph.GraphAnswer.Json(new JsonObject { ["certificate"] = Convert.ToBase64String(row.Bytes), ["sha256"] = row.Sha256 })
            : Answers.Fail("connectorUnavailable", "vault", "No connector has published its vault’s certificate yet.");
}
