using Chancery.Interop.Tests;

if (args is not ["matrix", ..])
{
    return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
}

// ./dev matrix: the table of docs/standards.md, made anew with the programs of this machine.
var (markdown, wrong) = await InteropMatrix.RunAsync();
if (args.Contains("--write"))
{
    MatrixDocument.Write(markdown);
}
else
{
    Console.Write(markdown);
}

foreach (var line in wrong)
{
    Console.Error.WriteLine($"error: {line}");
}

return wrong.Count == 0 ? 0 : 1;
