using System.Diagnostics;
using System.Text.Json;

namespace Chancery.System.Tests;

/// <summary>The demo, run once as a process of its own for all tests: they look at what it left, with tools that are not ours.</summary>
public sealed class DemoFixture : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("chancery-system-").FullName;

    public DemoFixture()
    {
        var clock = Stopwatch.StartNew();
        var run = Tool.Run("dotnet", Path.Combine(AppContext.BaseDirectory, "chancery.dll"), "demo", "--out", Folder, "--data", Data);
        (Exit, Output, Messages, Elapsed) = (run.Exit, run.Output, run.Error, clock.Elapsed);
        if (Exit != 0)
        {
            throw new InvalidOperationException($"The demo failed ({Exit}):\n{run.Error}\n{run.Output}");
        }

        Report = JsonDocument.Parse(File.ReadAllBytes(At("report.json"))).RootElement;
    }

    public string Folder => Path.Combine(_root, "out");

    public string Data => Path.Combine(_root, "data");

    public int Exit { get; }

    public string Output { get; }

    public string Messages { get; }

    public TimeSpan Elapsed { get; }

    internal JsonElement Report { get; }

    public IEnumerable<JsonElement> Mails => Report.GetProperty("mails").EnumerateArray();

    public IEnumerable<JsonElement> Devices => Report.GetProperty("devices").EnumerateArray();

    public JsonElement Retirement => Report.GetProperty("retirement");

    public string At(string relative) => Path.Combine(Folder, relative);

    /// <summary>The PKCS#12 files a device holds, each with its password file.</summary>
    public IEnumerable<string> IdentitiesOf(string device) => Directory.GetFiles(At($"devices/{device}/identities"), "*.p12");

    /// <summary>An identity as one PEM file, made by openssl from the PKCS#12 file.</summary>
    public string Pem(string p12)
    {
        var pem = Path.Combine(_root, $"{Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(p12)))}-{Path.GetFileNameWithoutExtension(p12)}.pem");
        lock (_root)
        {
            if (File.Exists(pem))
            {
                return pem;
            }

            var run = Tool.OpenSsl("pkcs12", "-in", p12, "-passin", $"file:{p12}.password", "-nodes", "-legacy", "-out", pem);
            Assert.True(run.Exit == 0, run.Error);
        }

        return pem;
    }

    public string Scratch(string name) => Path.Combine(_root, name);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    internal static IEnumerable<string> Strings(JsonElement array) => array.EnumerateArray().Select(item => item.GetString()!);
}

/// <summary>The tests that look at it, one after the other.</summary>
[CollectionDefinition("demo")]
public sealed class DemoTests : ICollectionFixture<DemoFixture>;
