using System.ComponentModel;
using System.Diagnostics;

namespace Chancery.Interop.Tests;

/// <summary>What a program answered.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ToolAnswer(int ExitCode, byte[] Output, string Error)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Output);
}

/// <summary>Runs the programs of others. One that is missing is a failed test, never a test left out.</summary>
internal static class Tool
{
    /// <summary>Runs it, well or not.</summary>
    public static ToolAnswer Run(string program, IEnumerable<string> arguments, byte[]? input = null, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Start(start);
        var error = process.StandardError.ReadToEndAsync();
        var fed = FeedAsync(process, input ?? []);
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        fed.GetAwaiter().GetResult();
        return new(process.ExitCode, output.ToArray(), error.GetAwaiter().GetResult());
    }

    /// <summary>Runs it; it must end well.</summary>
    public static ToolAnswer MustRun(string program, IEnumerable<string> arguments, byte[]? input = null, params (string Name, string Value)[] environment)
    {
        var all = arguments.ToList();
        var answer = Run(program, all, input, environment);
        Assert.True(answer.ExitCode == 0, $"{program} {string.Join(' ', all)}: exit code {answer.ExitCode}\n{answer.Text}\n{answer.Error}");
        return answer;
    }

    /// <summary>Starts a program that stays; what it prints is dropped.</summary>
    public static Process StartServer(string program, params string[] arguments)
    {
        var process = Start(new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true });
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"{start.FileName} is missing; .ci/run names the Debian packages the tests need.", e);
        }
    }

    // A program may end before it has read everything.
    private static async Task FeedAsync(Process process, byte[] input)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
        }
    }
}
