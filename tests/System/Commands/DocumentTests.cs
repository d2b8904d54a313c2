using System.Text.RegularExpressions;
using Chancery.Cli;
using Chancery.Cli.Terminal;

namespace Chancery.System.Tests;

/// <summary>The commands that the documents tell people to type are commands.</summary>
public sealed class DocumentTests
{
    // Nothing takes it: a command is read whole, and not run.
    private const string Foreign = "--no-such-option";

    public static TheoryData<string> Commands =>
        [.. new[] { "README.md", "README.fr.md", "docs/guide.md", "docs/guide.fr.md", "docs/mail.md", "docs/mail.fr.md" }.SelectMany(CommandsIn).Distinct()];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_of_a_document_is_understood(string line)
    {
        using var error = new StringWriter();
        var context = new CliContext { Out = TextWriter.Null, Error = error, Language = Language.English, IsFancy = false, ConfigFolder = "" };

        await CommandLine.RunAsync([.. Transcript.Words(line), Foreign], context, CancellationToken.None);

        Assert.Equal($"error: unrecognized command or argument '{Foreign}' [usage]", error.ToString().ReplaceLineEndings("\n").Split('\n')[0]);
        Assert.Equal(1, Regex.Count(error.ToString(), "^error:", RegexOptions.Multiline));
    }

    [Theory]
    [InlineData("README.md", 7)]
    [InlineData("README.fr.md", 7)]
    [InlineData("docs/guide.md", 17)]
    [InlineData("docs/guide.fr.md", 17)]
    [InlineData("docs/mail.md", 14)]
    [InlineData("docs/mail.fr.md", 14)]
    public void Document_shows_commands(string file, int atLeast) => Assert.InRange(CommandsIn(file).Count(), atLeast, int.MaxValue);

    [Theory]
    [InlineData("README.md", "README.fr.md")]
    [InlineData("docs/guide.md", "docs/guide.fr.md")]
    [InlineData("docs/mail.md", "docs/mail.fr.md")]
    public void Both_languages_show_the_same_commands(string english, string french) =>
        Assert.Equal(CommandsIn(english).Select(Skeleton), CommandsIn(french).Select(Skeleton));

    /// <summary>A command without the words that may differ: names, files, hosts.</summary>
    private static string Skeleton(string line) =>
        string.Join(' ', Transcript.Words(line).Where(word => Regex.IsMatch(word, "^(--)?[a-z-]+$") && word is not ("en" or "fr")));

    // A page about one command mentions it by its name alone.
    private static IEnumerable<string> CommandsIn(string file) => CodeIn(File.ReadAllText(Path.Combine(Root, file)))
        .Select(line => Regex.Match(line, @"^(?:\$ )?(?:.*; do )?(?:\./)?(?:chancery|dev(?= (?:serve|demo))) +([a-z-][^`;]*)"))
        .Where(match => match.Success && !match.Value.Contains("--help", StringComparison.Ordinal))
        .Select(match => match.Groups[1].Value.Trim())
        .Where(line => !Regex.IsMatch(line, "^mail( [a-z]+)?$"));

    private static IEnumerable<string> CodeIn(string text) => Regex.Matches(text, @"```\n(.*?)```|`([^`\n]+)`", RegexOptions.Singleline)
        .SelectMany(match => $"{match.Groups[1].Value}{match.Groups[2].Value}".Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'));

    internal static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "Chancery.slnx")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
