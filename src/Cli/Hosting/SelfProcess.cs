using System.Diagnostics;

namespace Chancery.Cli.Hosting;

/// <summary>Starts this very program again, as another process.</summary>
internal static class SelfProcess
{
    public static ProcessStartInfo Start(IEnumerable<string> arguments)
    {
        // Under `dotnet chancery.dll` the process is dotnet's, and its first argument is us.
        var program = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in isHost ? arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "chancery.dll")) : arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}
