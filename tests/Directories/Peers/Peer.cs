using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Chancery.Directories.Tests;

/// <summary>A program of another's making, started for one test and stopped by its own process id.</summary>
internal sealed class Peer : IDisposable
{
    private static readonly string[] Places = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/usr/lib/openldap"];

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private Peer(Process process) => _process = process;

    /// <summary>Starts a server and waits until it does what it is for.</summary>
    public static async Task<Peer> StartAsync(string program, string package, string[] arguments, Func<Peer, Task<bool>> isUp)
    {
        var peer = new Peer(new Process { StartInfo = Info(program, package, arguments) });
        peer._process.OutputDataReceived += peer.Hear;
        peer._process.ErrorDataReceived += peer.Hear;
        peer._process.Start();
        peer._process.BeginOutputReadLine();
        peer._process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => peer.Stop();
        for (var attempt = 0; attempt < 200; attempt++)
        {
            if (peer._process.HasExited)
            {
                break;
            }

            if (await isUp(peer))
            {
                return peer;
            }

            await Task.Delay(50);
        }

        peer.Stop();
        throw new InvalidOperationException($"{program} did not come up: {peer.Said}");
    }

    /// <summary>Runs a program to its end; what it printed.</summary>
    public static async Task<string> RunAsync(string program, string package, params string[] arguments)
    {
        using var process = Process.Start(Info(program, package, arguments))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} failed: {await errors}{await output}");
    }

    /// <summary>A port of 127.0.0.1 that was free a moment ago, for both TCP and UDP.</summary>
    public static int FreePort()
    {
        using var tcp = new TcpListener(IPAddress.Loopback, 0);
        tcp.Start();
        return ((IPEndPoint)tcp.LocalEndpoint).Port;
    }

    /// <summary>Whether something listens there.</summary>
    public static async Task<bool> ListensAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose() => Stop();

    /// <summary>What it has printed.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        lock (_said)
        {
            _said.AppendLine(line.Data);
        }
    }

    private void Stop()
    {
        try
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
                _process.WaitForExit(5_000);
            }
        }
        catch (InvalidOperationException)
        {
            // It never started.
        }
    }

    private static ProcessStartInfo Info(string program, string package, string[] arguments)
    {
        var path = Places.Select(place => Path.Combine(place, program)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"{program} is not installed, and these tests need it: apt-get install {package}");
        return new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
    }
}
