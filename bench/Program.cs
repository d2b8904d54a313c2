using Chancery.Bench;

(string Name, Func<Task> Run)[] benches =
[
    ("sync", SyncBench.RunAsync),
    ("group", GroupBench.RunAsync),
    ("process", ProcessBench.RunAsync),
];

var chosen = benches.Where(bench => args.Length == 0 || args.Contains(bench.Name)).ToList();
if (chosen.Count == 0)
{
    Console.Error.WriteLine($"error: no such benchmark; there are: {string.Join(", ", benches.Select(bench => bench.Name))}");
    return 2;
}

Console.WriteLine(Machine.Describe());
foreach (var (name, run) in chosen)
{
    Console.WriteLine($"\n{name}");
    await run();
}

return 0;
