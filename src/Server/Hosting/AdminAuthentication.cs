using Chancery.Domain;
using Chancery.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Chancery.Server.Hosting;

/// <summary>Lets the administrator alone through to the administrator's paths, whatever is routed there, unknown paths included.</summary>
internal sealed class AdminAuthentication(RequestDelegate next, AdminTokenHash token)
{
    private const string Scheme = "Bearer ";

    public Task InvokeAsync(HttpContext http)
    {
        if (!ApiPath.IsAdministration(http.Request.Path))
        {
            return next(http);
        }

        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && AdminToken.Matches(header[Scheme.Length..].Trim(), token.Value)
            ? next(http)
            : new Failure(new Error("unauthorized", "Authorization")).ExecuteAsync(http);
    }
}

/// <summary>The hash of the administrator's token, as the database had it at the start.</summary>
internal sealed class AdminTokenHash
{
    /// <summary>The hash, lower-case hexadecimal.</summary>
    public string? Value { get; set; }
}
