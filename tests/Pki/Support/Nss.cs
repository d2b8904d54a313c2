using System.Diagnostics;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>NSS, the cryptography of Firefox and Thunderbird, by its own tools: an independent writer and reader of PKCS#12.</summary>
internal sealed class Nss
{
    private readonly string _database;

    public Nss(TempFolder folder)
    {
        _database = "sql:" + folder.Path("");
        Run("certutil", "-N", "-d", _database, "--empty-password");
    }

    /// <summary>Makes a key and a self-signed certificate under a nickname.</summary>
    public void Make(TempFolder folder, string nickname)
    {
        var noise = folder.Write("noise", new byte[64]);
        Run(
            "certutil", "-S", "-d", _database, "-n", nickname, "-s", $"CN={nickname}", "-x", "-t", "u,u,u", "-v", "12", "-g", "2048", "-z", noise,
            "--keyUsage", "keyEncipherment", "--extSAN", "email:alice@example.test");
    }

    public void Export(string file, string password, string nickname, params string[] more) =>
        Run(["pk12util", "-o", file, "-d", _database, "-n", nickname, "-W", password, .. more]);

    public void Import(string file, string password) => Run("pk12util", "-i", file, "-d", _database, "-W", password);

    public string KeyIds() => Run("certutil", "-K", "-d", _database);

    private static string Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', command)}: exit code {process.ExitCode}\n{output}\n{error.GetAwaiter().GetResult()}");
        return output;
    }
}
