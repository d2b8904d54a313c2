using Chancery.Bench;
using Chancery.Bench.Mail;

(string Name, Func<Task<int>> Run)[] benches =
[
    ("sync", () => NumbersAsync(SyncBench.RunAsync)),
    ("group", () => NumbersAsync(GroupBench.RunAsync)),
    ("process", () => NumbersAsync(ProcessBench.RunAsync)),

    // Last: it pins the process to one core.
    ("mail", () => Task.FromResult(MailBench.Run())),
];

var chosen = benches.Where(bench => args.Length == 0 || args.Contains(bench.Name)).ToList();
if (chosen.Count == 0)
{
    Console.Error.WriteLine($"error: no such benchmark; there are: {string.Join(", ", benches.Select(bench => bench.Name))}");
    return 2;
}

Console.WriteLine(Machine.Describe());
var exitCode = 0;
foreach (var (name, run) in chosen)
{
    Console.WriteLine($"\n{name}");
    exitCode = Math.Max(exitCode, await run());
}

return exitCode;

static async Task<int> NumbersAsync(Func<Task> run)
{
    await run();
    return 0;
}
