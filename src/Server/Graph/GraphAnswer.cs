using System.Text.Json.Nodes;
using Chancery.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Graph;

/// <summary>Writes entities and collections as OData does (JSON Format 4.01, 6 and 13).</summary>
internal static class GraphAnswer
{
    /// <summary>How many a page holds unless the list says otherwise.</summary>
    internal const int Page = 1000;

    /// <summary>One entity.</summary>
    internal static IResult Entity(HttpContext http, string set, JsonObject entity, int? version = null, int status = StatusCodes.Status200OK)
    {
        var body = new JsonObject { ["@odata.context"] = Context(http, $"{set}/$entity") };
        if (version is { } known)
        {
            body["@odata.etag"] = ETags.Of(known);
            http.Response.Headers.ETag = ETags.Of(known);
        }

        foreach (var (name, value) in entity)
        {
            body[name] = value?.DeepClone();
        }

        return Json(body, status);
    }

    /// <summary>A whole collection that is small by nature.</summary>
    internal static IResult Collection(HttpContext http, string set, IEnumerable<JsonObject> entities) =>
        Json(new JsonObject { ["@odata.context"] = Context(http, set), ["value"] = new JsonArray([.. entities]) });

    /// <summary>A page of a collection; the rows must come in a stable order.</summary>
    internal static async Task<IResult> PageAsync<T>(HttpContext http, string set, GraphQuery query, IQueryable<T> rows, Func<T, JsonObject> write)
    {
        var found = await rows.Skip(query.Skip).Take(query.Top + 1).ToListAsync(http.RequestAborted);
        var body = new JsonObject { ["@odata.context"] = Context(http, set) };
        if (query.Count)
        {
            body["@odata.count"] = await rows.CountAsync(http.RequestAborted);
        }

        if (found.Count > query.Top)
        {
            body["@odata.nextLink"] = NextLink(http.Request, query);
        }

        body["value"] = new JsonArray([.. found.Take(query.Top).Select(write)]);
        return Json(body);
    }

    /// <summary>A JSON object.</summary>
    internal static IResult Json(JsonObject body, int status = StatusCodes.Status200OK) =>
        new JsonAnswer(body, status);

    private static string Context(HttpContext http, string set) => $"{Root(http.Request)}/$metadata#{set}";

    private static string Root(HttpRequest request) => $"https://{request.Host}/{request.Path.Value!.TrimStart('/').Split('/')[0]}";

    private static string NextLink(HttpRequest request, GraphQuery query)
    {
        var kept = request.Query.Where(option => !string.Equals(option.Key, "$skip", StringComparison.OrdinalIgnoreCase))
            .Select(option => $"{Uri.EscapeDataString(option.Key)}={Uri.EscapeDataString(option.Value.ToString())}");
        return $"https://{request.Host}{request.Path}?{string.Join('&', kept.Append($"%24skip={query.Skip + query.Top}"))}";
    }

    private sealed class JsonAnswer(JsonObject body, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            return Answers.Bytes(JsonBytes.Of(body), "application/json; charset=utf-8").ExecuteAsync(httpContext);
        }
    }
}
