namespace Chancery.Cli.Demo;

/// <summary>The lines of the service: kept in a file, the last of them also here. They are noise while all goes well.</summary>
internal sealed class DemoLog(string file)
{
    private const int Kept = 30;
    private readonly Queue<string> _last = [];
    private readonly Lock _lock = new();

    public IReadOnlyList<string> Last
    {
        get
        {
            lock (_lock)
            {
                return [.. _last];
            }
        }
    }

    public void Add(string line)
    {
        lock (_lock)
        {
            _last.Enqueue(line);
            if (_last.Count > Kept)
            {
                _last.Dequeue();
            }

            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.AppendAllLines(file, [line]);
        }
    }
}
