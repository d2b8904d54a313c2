using Xunit;

namespace Chancery.Architecture.Tests;

/// <summary>The house rules of style that a machine can hold.</summary>
public sealed class StyleTests
{
    private const int LongestFile = 400;

    // Each with its reason; an entry that is no longer needed fails.
    private static readonly Dictionary<string, string> LongFiles = [];

    [Fact]
    public void No_file_is_longer_than_four_hundred_lines()
    {
        var longer = House.Sources("src").Concat(House.Sources("tests")).Concat(House.Sources("bench"))
            .Where(file => File.ReadLines(file).Count() > LongestFile)
            .Select(file => Path.GetRelativePath(House.Root, file)).Order();
        Assert.Equal(LongFiles.Keys.Order(), longer);
    }

    [Fact]
    public void Nothing_is_left_for_later_and_no_test_is_skipped()
    {
        string[] marks = ["NotImplemented" + "Exception", "TO" + "DO", "FIX" + "ME", "Skip" + " =", "Skip" + "When", "Assert." + "Skip"];
        var marked = House.Sources("src").Concat(House.Sources("tests"))
            .SelectMany(file => File.ReadLines(file).Where(line => marks.Any(mark => line.Contains(mark, StringComparison.Ordinal)))
                .Select(line => $"{Path.GetRelativePath(House.Root, file)}: {line.Trim()}"));
        Assert.Empty(marked);
    }
}
