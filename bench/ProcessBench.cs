using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Chancery.Bench;

/// <summary>The two processes of <c>chancery serve</c>: ready in under 3 s, the server at rest under 250 MB.</summary>
internal static class ProcessBench
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    public static async Task RunAsync()
    {
        var data = Directory.CreateTempSubdirectory("chancery-bench-").FullName;
        try
        {
            await MeasureAsync(data, "first start (makes its keys and authorities)");
            await MeasureAsync(data, "second start");
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task MeasureAsync(string data, string what)
    {
        var alone = await ServerAloneAsync(Path.Combine(data, "server"));
        var begin = Stopwatch.GetTimestamp();
        using var serve = Start("serve", "--supervised", "--data", data, "--mail-spool", Path.Combine(data, "spool"), "--mail-from", "bench@example.test");
        try
        {
            var line = await LineAsync(serve, line => line.StartsWith('{'));
            var joined = Stopwatch.GetElapsedTime(begin);
            var ready = JsonSerializer.Deserialize<ServiceReady>(line)!;
            await Task.Delay(Rest);
            Console.WriteLine(
                $"  {what}: server ready after {alone.TotalSeconds:0.0} s (promise: under 3 s), server and connector at work together after {joined.TotalSeconds:0.0} s; "
                + $"at rest for {Rest.TotalSeconds:0} s: server {Megabytes(ready.ServerProcessId)} MB (promise: under 250), connector {Megabytes(ready.ConnectorProcessId)} MB");
        }
        finally
        {
            Stop(serve);
        }
    }

    private static async Task<TimeSpan> ServerAloneAsync(string data)
    {
        var begin = Stopwatch.GetTimestamp();
        using var server = Start("server", "--data", data);
        try
        {
            await LineAsync(server, line => line.StartsWith("Ready at", StringComparison.Ordinal));
            return Stopwatch.GetElapsedTime(begin);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    private static Process Start(params string[] arguments)
    {
        string[] all = [Path.Combine(AppContext.BaseDirectory, "chancery.dll"), .. arguments, "--url", "https://localhost:0"];
        var start = new ProcessStartInfo("dotnet", all) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start) ?? throw new InvalidOperationException("chancery did not start.");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.StandardInput.WriteLine();
        process.StandardInput.Flush();
        return process;
    }

    private static void Stop(Process serve)
    {
        serve.StandardInput.Close();
        if (!serve.WaitForExit(TimeSpan.FromSeconds(20)))
        {
            serve.Kill();
        }
    }

    private static async Task<string> LineAsync(Process process, Predicate<string> wanted)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (wanted(line))
            {
                return line;
            }
        }

        throw new InvalidOperationException("chancery ended before it was ready.");
    }

    private static long Megabytes(int process) =>
        File.ReadLines($"/proc/{process}/status").Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1000).Single();

    private sealed record ServiceReady(int ServerProcessId, int ConnectorProcessId);
}
