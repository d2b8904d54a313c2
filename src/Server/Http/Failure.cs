using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Chancery.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Chancery.Server.Http;

/// <summary>The one place where a code of the catalogue becomes an HTTP answer.</summary>
internal sealed class Failure(Error error) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var entry = ErrorCatalogue.Find(error.Code);
        httpContext.Response.StatusCode = entry.HttpStatus;
        if (entry.HttpStatus == StatusCodes.Status401Unauthorized)
        {
            httpContext.Response.Headers.WWWAuthenticate = "Bearer";
        }

        if (entry.HttpStatus == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = "10";
        }

        await WriteAsync(httpContext, entry, error);
    }

    private static Task WriteAsync(HttpContext http, ErrorEntry entry, Error error)
    {
        var text = Language(http.Request) == "fr" ? entry.French : entry.English;
        return ApiPath.SpeaksGraph(http.Request.Path)
            ? WriteGraphAsync(http, entry.HttpStatus, error, $"{text.Message}{(error.Detail is null ? "" : " " + error.Detail)} {text.Remedy}")
            : WriteAsync(http, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes($"{entry.Code}: {text.Message}\n"));
    }

    /// <summary>Graph's error shape, with our code in innerError.</summary>
    internal static Task WriteGraphAsync(HttpContext http, int status, Error error, string message)
    {
        var body = new JsonObject { ["code"] = GraphCode(status), ["message"] = message };
        if (error.Target is not null)
        {
            body["target"] = error.Target;
        }

        body["innerError"] = new JsonObject
        {
            ["code"] = error.Code,
            ["request-id"] = http.TraceIdentifier,
            ["date"] = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        };
        return WriteAsync(http, "application/json; charset=utf-8", JsonBytes.Of(new JsonObject { ["error"] = body }));
    }

    private static Task WriteAsync(HttpContext http, string contentType, byte[] bytes)
    {
        http.Response.ContentType = contentType;
        http.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }

    private static string Language(HttpRequest request)
    {
        var wanted = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1).FirstOrDefault();
        return wanted is not null && wanted.Value.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? "fr" : "en";
    }

    private static string GraphCode(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "BadRequest",
        StatusCodes.Status401Unauthorized => "Unauthorized",
        StatusCodes.Status403Forbidden => "Forbidden",
        StatusCodes.Status404NotFound => "ResourceNotFound",
        StatusCodes.Status405MethodNotAllowed => "MethodNotAllowed",
        StatusCodes.Status409Conflict => "Conflict",
        StatusCodes.Status412PreconditionFailed => "PreconditionFailed",
        StatusCodes.Status413PayloadTooLarge => "PayloadTooLarge",
        StatusCodes.Status415UnsupportedMediaType => "UnsupportedMediaType",
        StatusCodes.Status422UnprocessableEntity => "UnprocessableEntity",
        StatusCodes.Status503ServiceUnavailable => "ServiceUnavailable",
        StatusCodes.Status500InternalServerError => "InternalServerError",
        _ => "BadRequest",
    };
}
