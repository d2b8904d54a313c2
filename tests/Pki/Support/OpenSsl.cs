using System.Diagnostics;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>The machine's openssl, an independent judge. Missing, or failing where it must not, is a failed test.</summary>
internal static class OpenSsl
{
    public static string Run(params string[] arguments)
    {
        var (exitCode, output, error) = Start(arguments);
        Assert.True(exitCode == 0, $"openssl {string.Join(' ', arguments)}: exit code {exitCode}\n{output}\n{error}");
        return output;
    }

    /// <summary>What it tells on standard error.</summary>
    public static string RunForErrors(params string[] arguments)
    {
        var (exitCode, _, error) = Start(arguments);
        Assert.True(exitCode == 0, error);
        return error;
    }

    public static string Fails(params string[] arguments)
    {
        var (exitCode, output, error) = Start(arguments);
        Assert.True(exitCode != 0, $"openssl {string.Join(' ', arguments)} succeeded\n{output}");
        return output + error;
    }

    /// <summary>Whether it ends well.</summary>
    public static bool Accepts(params string[] arguments) => Start(arguments).ExitCode == 0;

    private static (int ExitCode, string Output, string Error) Start(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
