using Chancery.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Chancery.Server.Http;

/// <summary>
/// Turns what escapes a handler into an answer: refusals of Kestrel and of the routing into codes of the catalogue; anything else, which is a
/// bug or a failing disk, into a bare 500 whose detail stays in the log under the request's identifier.
/// </summary>
internal sealed class ErrorMiddleware(RequestDelegate next, ILogger<ErrorMiddleware> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return; // The caller has gone: nobody reads an answer.
        }
        catch (BadHttpRequestException refusal) when (!http.Response.HasStarted)
        {
            await new Failure(new Error(Code(refusal.StatusCode))).ExecuteAsync(http);
            return;
        }
        catch (Exception bug) when (!http.Response.HasStarted)
        {
            log.LogError(bug, "Request {RequestId} {Method} {Route} failed", http.TraceIdentifier, http.Request.Method, Route(http));
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await Failure.WriteGraphAsync(
                http, StatusCodes.Status500InternalServerError, new Error("internalError"), $"Internal error {http.TraceIdentifier}.");
            return;
        }

        await ExplainRoutingAsync(http);
    }

    // The route, not the path: a path may hold a secret (the token of an enrolment link).
    private static string Route(HttpContext http) => (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";

    /// <summary>The routing answers an unknown path or method with a bare status: give it its code.</summary>
    private static Task ExplainRoutingAsync(HttpContext http)
    {
        var bare = !http.Response.HasStarted && http.Response.ContentLength is null && http.Response.ContentType is null;
        return bare && http.Response.StatusCode is >= 400 and not 500 && http.GetEndpoint() is not { DisplayName: AnsweredBare }
            ? new Failure(new Error(Code(http.Response.StatusCode))).ExecuteAsync(http)
            : Task.CompletedTask;
    }

    /// <summary>The display name of endpoints whose bare status is the protocol's answer (Apple's 401).</summary>
    internal const string AnsweredBare = "bare";

    private static string Code(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "unauthorized",
        StatusCodes.Status404NotFound => "notFound",
        StatusCodes.Status405MethodNotAllowed => "methodNotAllowed",
        StatusCodes.Status408RequestTimeout => "requestTimeout",
        StatusCodes.Status413PayloadTooLarge => "bodyTooLarge",
        StatusCodes.Status415UnsupportedMediaType => "mediaTypeUnsupported",
        _ => "invalidRequest",
    };
}
