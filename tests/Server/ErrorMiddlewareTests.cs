using Chancery.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Chancery.Server.Tests;

/// <summary>What a failing request leaves in the log.</summary>
public sealed class ErrorMiddlewareTests
{
    private const string Token = "a-link-that-opens-an-enrolment";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Failing_request_leaves_its_route_in_the_log_and_never_the_token_of_its_path(bool routed)
    {
        var log = new Lines();
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).BuildServiceProvider();
        var http = new DefaultHttpContext { RequestServices = services, Request = { Method = "GET", Path = $"/enroll/{Token}" }, Response = { Body = new MemoryStream() } };
        if (routed)
        {
            http.SetEndpoint(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/enroll/{token}"), 0, null, "enroll"));
        }

        await new ErrorMiddleware(_ => throw new InvalidOperationException("a bug"), log).InvokeAsync(http);

        Assert.Equal(StatusCodes.Status500InternalServerError, http.Response.StatusCode);
        var line = Assert.Single(log.Written);
        Assert.DoesNotContain(Token, line, StringComparison.Ordinal);
        Assert.Contains(routed ? "/enroll/{token}" : "no route", line, StringComparison.Ordinal);
    }

    private sealed class Lines : ILogger<ErrorMiddleware>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));
    }
}
