namespace Chancery.Interop.Tests;

/// <summary>The checkout these tests were built in, and how.</summary>
internal static class Checkout
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>Release or Debug: bin/CONFIGURATION/net10.0 is where a test runs.</summary>
    public static string Configuration { get; } = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;

    public static string At(string path) => Path.Combine(Root, path);

    /// <summary>Runs the SDK quietly, without the servers it would leave behind.</summary>
    public static ToolAnswer Dotnet(params string[] arguments) => Tool.MustRun(
        "dotnet",
        [.. arguments, "-nologo", "-v", "quiet", "-nodeReuse:false", "-p:UseSharedCompilation=false"],
        environment: [("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("MSBUILDDISABLENODEREUSE", "1")]);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Chancery.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run from inside the checkout.");
    }
}
