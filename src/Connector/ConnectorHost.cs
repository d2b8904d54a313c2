using System.Globalization;
using Chancery.Connector.Loop;
using Chancery.Connector.Trust;
using Chancery.Connector.Work;
using Chancery.Domain;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Chancery.Connector;

/// <summary>The connector as a process: it keeps the keys, and only dials out.</summary>
public static class ConnectorHost
{
    /// <summary>Runs a connector until it is told to stop. It prints its log on standard error, and no secret in it.</summary>
    /// <param name="options">Its settings.</param>
    /// <param name="cancellationToken">Tells it to stop: work in hand is given back, and done again by whoever takes it next.</param>
    /// <returns>The exit code: 0 stopped as told; otherwise that of the catalogue's entry printed on standard error.</returns>
    public static async Task<int> RunAsync(ConnectorOptions options, CancellationToken cancellationToken)
    {
        using var loggers = LoggerFactory.Create(builder => builder
            .AddSimpleConsole(console => console.SingleLine = true)
            .AddFilter("Microsoft", LogLevel.Warning)
            .Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        var error = await RunAsync(options, TrustChecks.Complete, loggers.CreateLogger("Chancery.Connector"), cancellationToken);
        if (error is null)
        {
            return 0;
        }

        var entry = ErrorCatalogue.Find(error.Code);
        var text = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? entry.French : entry.English;
        await Console.Error.WriteLineAsync($"{text.Message} [{error.Code}] {error.Target} {error.Detail}".TrimEnd());
        await Console.Error.WriteLineAsync($"{text.Cause} {text.Remedy}");
        return entry.ExitCode;
    }

    internal static async Task<Error?> RunAsync(ConnectorOptions options, TrustChecks checks, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            var settings = ConnectorSettings.Read(options);
            if (!settings.IsOk)
            {
                return settings.Error;
            }

            var opened = await ConnectorCore.OpenAsync(options, settings.Value.Mail, settings.Value.DeviceTrust, checks, cancellationToken);
            if (!opened.IsOk)
            {
                return opened.Error;
            }

            using var core = opened.Value;
            using var link = new ServerLink(options.ServerUrl, settings.Value.Pin, core.TlsIdentity);
            return await new WorkLoop(core, link, new WorkDispatcher(core, logger), logger).RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
