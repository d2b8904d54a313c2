using System.CommandLine;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;

namespace Chancery.Cli.Demo;

/// <summary><c>chancery demo</c>: the whole job, for real, on four simulated devices.</summary>
internal static class DemoCommand
{
    public static Command Make(CliContext context)
    {
        var output = new Option<string>("--out") { HelpName = "DIR", Description = context.Say(HelpWords.DemoOut), DefaultValueFactory = _ => "demo-out" };
        var data = new Option<string?>("--data") { HelpName = "DIR", Description = context.Say(HelpWords.DemoData) };
        var keep = new Option<bool>("--keep") { Description = context.Say(HelpWords.DemoKeep) };
        var command = new Command("demo", context.Say(HelpWords.Demo)) { output, data, keep };
        command.SetAction((parsed, cancellation) => RunAsync(
            context, Path.GetFullPath(parsed.GetRequiredValue(output)), parsed.GetValue(data), parsed.GetValue(keep), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string output, string? data, bool keep, CancellationToken cancellation)
    {
        var folder = DemoFolder.Prepare(output);
        if (folder is null)
        {
            return context.Fail("folderNotEmpty", output);
        }

        // Data that nobody named is nobody's to keep.
        var work = data is null ? Directory.CreateTempSubdirectory("chancery-demo-").FullName : Path.GetFullPath(data);
        var run = new DemoRun(context, folder, work);
        try
        {
            return await RunAsync(context, run, keep, cancellation);
        }
        catch (DemoFailure failure)
        {
            run.ShowLog();
            return context.Fail("demoStepFailed", detail: failure.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return context.Fail("fileUnwritable", detail: e.Message);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCodes.Failed;
        }
        finally
        {
            if (data is null && Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }
        }
    }

    private static async Task<int> RunAsync(CliContext context, DemoRun run, bool keep, CancellationToken cancellation)
    {
        await using var service = await run.StartServiceAsync(cancellation);
        using var actors = DemoRun.MakeDevices();
        await run.RunAsync(service, actors, cancellation);
        if (keep)
        {
            context.Out.WriteLine(context.Say(DemoWords.Kept(service.Ready.Url)));
            context.Out.WriteLine(context.Say(ResultWords.Next(
                $"chancery device list --server {service.Ready.Url} --token-file {service.Ready.AdminTokenFile}"
                + $" --server-cert {service.Ready.TlsCertificateFile}")));
            await service.WaitAsync(cancellation);
        }

        return ExitCodes.Done;
    }
}

/// <summary>Something did not come out as promised: the demo promises, so this ends it.</summary>
internal sealed class DemoFailure(string message) : Exception(message);
