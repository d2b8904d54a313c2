using System.Runtime.CompilerServices;

namespace Chancery.Mail.Tests;

/// <summary>Examples of an RFC as extracted: lines of comment, then for each a line with &gt; and its name, and its lines.</summary>
internal sealed class VectorFile
{
    private readonly Dictionary<string, string> _examples = [];

    private VectorFile(string path)
    {
        var name = "";
        foreach (var line in File.ReadLines(path).Where(line => !line.StartsWith('#')))
        {
            if (line.StartsWith('>'))
            {
                name = line[2..];
                _examples.Add(name, "");
            }
            else
            {
                _examples[name] += line + "\n";
            }
        }
    }

    public IEnumerable<string> Names => _examples.Keys;

    public string Text(string name) => _examples[name];

    public byte[] Bytes(string name) => Convert.FromBase64String(_examples[name]);

    public static VectorFile Read(string name, [CallerFilePath] string here = "") => new(Path.Combine(Path.GetDirectoryName(here)!, "Vectors", name));
}
