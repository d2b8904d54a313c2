using System.Diagnostics;

namespace Chancery.Cli.Hosting;

/// <summary>Starts this very program again, as another process.</summary>
internal static class SelfProcess
{
    public static ProcessStartInfo Start(IEnumerable<string> arguments)
    {
        // Under `dotnet chancery.dll`, and under the test runner, the process is another's, and we are its library.
        var isOurs = Path.GetFileNameWithoutExtension(Environment.ProcessPath!).Equals("chancery", StringComparison.OrdinalIgnoreCase);
        var program = isOurs ? Environment.ProcessPath! : "dotnet";
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in isOurs ? arguments : arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "chancery.dll")))
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}
