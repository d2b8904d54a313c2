using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Chancery.Cli.Hosting;

/// <summary>
/// A child process that is this program. Its standard input brings it a secret and stays open: when this process ends, however it ends, the
/// child reads the end of it and stops. It is stopped by its process identifier, never by a name.
/// </summary>
internal sealed class Child : IAsyncDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Process _process;
    private readonly Task _pumps;

    private Child(string name, Process process, Action<string> onOutput, Action<string> onError)
    {
        (Name, _process) = (name, process);
        _pumps = Task.WhenAll(PumpAsync(process.StandardOutput, onOutput), PumpAsync(process.StandardError, onError));
    }

    public string Name { get; }

    public int Id => _process.Id;

    /// <summary>Ends with the child, with its exit code.</summary>
    public async Task<int> WaitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    /// <summary>Starts it and hands it its first line of standard input.</summary>
    public static async Task<Child> StartAsync(string name, IEnumerable<string> arguments, string? firstLine, Action<string> onOutput, Action<string> onError)
    {
        var process = Process.Start(SelfProcess.Start(arguments))!;
        var child = new Child(name, process, onOutput, onError);
        if (firstLine is not null)
        {
            await process.StandardInput.WriteLineAsync(firstLine);
            await process.StandardInput.FlushAsync();
        }

        return child;
    }

    /// <summary>Asks it to stop, and after ten seconds makes it.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            Terminate();
        }

        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        await _pumps;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    // Both ways of asking: the end of its input, which works everywhere, and the signal an administrator would send.
    private void Terminate()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has closed its end already.
        }

        if (!OperatingSystem.IsWindows())
        {
            _ = Kill(_process.Id, SigTerm);
        }
    }

    private static async Task PumpAsync(StreamReader from, Action<string> to)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            to(line);
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
