using System.Diagnostics;

namespace Chancery.System.Tests;

/// <summary>Runs a program that is not ours, as an outsider would.</summary>
internal static class Tool
{
    public static ToolRun Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolRun(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    public static ToolRun OpenSsl(params string[] arguments) => Run("openssl", arguments);

    public static ToolRun Python(string script, params string[] arguments) => Run("python3", ["-c", script, .. arguments]);
}

internal sealed record ToolRun(int Exit, string Output, string Error);
