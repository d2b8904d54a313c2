using System.Diagnostics;

namespace Chancery.Connector.Tests;

/// <summary>A witness that shares no code with us.</summary>
internal static class OpenSsl
{
    internal static async Task<(bool Ok, string Output)> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("openssl", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode == 0, await output + await error);
    }

    internal static string Write(string folder, string name, byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(folder, name), bytes);
        return name;
    }

    internal static string Write(string folder, string name, string text)
    {
        File.WriteAllText(Path.Combine(folder, name), text);
        return name;
    }
}
