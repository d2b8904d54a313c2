using System.Text;
using System.Text.RegularExpressions;
using Chancery.Cli;
using Chancery.Cli.Terminal;

namespace Chancery.System.Tests;

/// <summary>
/// A session at the command line, as a text: <c>$ chancery …</c>, then what it prints. A line of standard error begins with <c>! </c>; <c>= N</c> is an exit
/// code that is not 0; <c>…</c> stands for any text; <c>$ LANG=fr chancery …</c> speaks French; <c># …</c> is a remark.
/// </summary>
internal sealed class Transcript(string text, IReadOnlyDictionary<string, string> names, string configFolder)
{
    /// <summary>Plays it, and gives back what was really printed, in the same form.</summary>
    public async Task<(string Expected, string Actual)> PlayAsync()
    {
        var expected = new StringBuilder();
        var actual = new StringBuilder();
        foreach (var block in Regex.Split(text.ReplaceLineEndings("\n"), @"^(?=\$ )", RegexOptions.Multiline).Where(block => block.StartsWith('$')))
        {
            var lines = block.Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#')).ToList();
            var printed = await RunAsync(lines[0]);
            actual.Append(lines[0]).Append('\n');
            expected.Append(lines[0]).Append('\n');
            var wanted = lines.Skip(1).ToList();
            for (var i = 0; i < Math.Max(wanted.Count, printed.Count); i++)
            {
                var want = i < wanted.Count ? wanted[i] : null;
                var got = i < printed.Count ? printed[i] : null;
                expected.Append(want).Append('\n');
                actual.Append(want is not null && got is not null && Matches(want, got) ? want : got).Append('\n');
            }
        }

        return (expected.ToString(), actual.ToString());
    }

    private async Task<List<string>> RunAsync(string line)
    {
        var words = Words(names.Aggregate(line[2..], (so, name) => so.Replace($"{{{name.Key}}}", name.Value, StringComparison.Ordinal)));
        var french = words.Remove("LANG=fr");
        using var output = new StringWriter();
        using var error = new StringWriter();
        var context = new CliContext { Out = output, Error = error, Language = french ? Language.French : Language.English, IsFancy = false, ConfigFolder = configFolder };
        var exit = await CommandLine.RunAsync([.. words.Skip(1)], context, CancellationToken.None);
        var printed = Lines(output).Concat(Lines(error).Select(one => "! " + one)).ToList();
        return exit == 0 ? printed : [.. printed, $"= {exit}"];
    }

    private IEnumerable<string> Lines(StringWriter from) => from.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)
        .Select(line => names.Aggregate(line, (so, name) => so.Replace(name.Value, $"{{{name.Key}}}", StringComparison.Ordinal)));

    private static bool Matches(string want, string got) =>
        Regex.IsMatch(got.Replace('\u00a0', ' '), $"^{string.Join(".*", want.TrimEnd().Replace('\u00a0', ' ').Split('…').Select(Regex.Escape))}$");

    internal static List<string> Words(string line) =>
        [.. Regex.Matches(line, "\"([^\"]*)\"|(\\S+)").Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Value)];
}
