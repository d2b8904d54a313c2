using System.Diagnostics;

namespace Chancery.TestSupport;

/// <summary>Debian's PostgreSQL programs, and how they are run: PostgreSQL refuses to run as root, so root runs them as <c>postgres</c>.</summary>
internal static class PostgresBinaries
{
    private const string Missing =
        "PostgreSQL is missing, and half of the storage tests run on it. Install it (Debian: apt-get install postgresql), "
        + "or set CHANCERY_TEST_POSTGRES to the connection string of a server whose user may create databases.";

    /// <summary>Where Debian puts one folder for each version.</summary>
    public const string DebianRoot = "/usr/lib/postgresql";

    /// <summary>The folder of the newest version's programs.</summary>
    /// <exception cref="InvalidOperationException">There is none: the message says what to install.</exception>
    public static string Find(string versions)
    {
        var root = new DirectoryInfo(versions);
        var newest = root.Exists
            ? root.GetDirectories().Select(folder => Path.Combine(folder.FullName, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).OrderBy(bin => bin.Length).ThenBy(bin => bin, StringComparer.Ordinal).LastOrDefault()
            : null;
        return newest ?? throw new InvalidOperationException(Missing);
    }

    /// <summary>What goes before each command; also gives the folder to that user.</summary>
    public static string[] RunAs(string folder)
    {
        if (Environment.UserName != "root")
        {
            return [];
        }

        using var chown = Process.Start("chown", ["postgres", folder]);
        chown.WaitForExit();
        return chown.ExitCode == 0
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--reset-env"]
            : throw new InvalidOperationException("The tests run as root, PostgreSQL does not, and there is no user named postgres.");
    }

    public static async Task RunAsync(string[] runAs, string program, string[] arguments)
    {
        using var process = Start(runAs, program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
    }

    public static Process Start(string[] runAs, string program, string[] arguments)
    {
        string[] command = [.. runAs, program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        var process = Process.Start(start)!;

        // Read and dropped, or it would stop when a pipe is full.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    public static void Interrupt(int processId)
    {
        using var kill = Process.Start("kill", ["-INT", processId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
