using System.Text.RegularExpressions;
using Chancery.Domain;
using Chancery.Pki;
using Xunit;

namespace Chancery.Architecture.Tests;

/// <summary>The one catalogue of errors: whole, in both languages, and each code reached by a test.</summary>
public sealed partial class CatalogueTests
{
    public static TheoryData<string> Codes => [.. ErrorCatalogue.All.Select(entry => entry.Code)];

    [Fact]
    public void Every_code_of_Pki_is_in_the_catalogue() =>
        Assert.All(Enum.GetValues<PkiErrorCode>(), code => Assert.NotNull(ErrorCatalogue.TryFind(new PkiError(code, "").Name)));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Entry_is_complete_in_both_languages(string code)
    {
        var entry = ErrorCatalogue.Find(code);
        Assert.Matches("^[a-z][A-Za-z0-9]+$", entry.Code);
        Assert.True(entry.HttpStatus is (>= 400 and < 500) or 503, $"{code}: {entry.HttpStatus}");
        Assert.InRange(entry.ExitCode, 0, 4);
        foreach (var (english, french) in Pairs(entry))
        {
            Assert.False(string.IsNullOrWhiteSpace(english));
            Assert.False(string.IsNullOrWhiteSpace(french));
            Assert.NotEqual(english, french);
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void French_is_set_as_French_is_set(string code)
    {
        foreach (var (_, french) in Pairs(ErrorCatalogue.Find(code)))
        {
            Assert.DoesNotMatch(PlainApostrophe(), french);
            Assert.DoesNotMatch(PlainSpaceBeforeMark(), french);
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Code_is_reached_by_some_test(string code) =>
        Assert.True(TestSources.Value.Any(text => text.Contains($"\"{code}\"", StringComparison.Ordinal)
            || text.Contains($"[{code}]", StringComparison.Ordinal)
            || text.Contains($"PkiErrorCode.{char.ToUpperInvariant(code[0])}{code[1..]}", StringComparison.Ordinal)), $"no test names {code}");

    [Theory]
    [MemberData(nameof(Codes))]
    public void Code_is_used_by_the_product(string code) =>
        Assert.True(ProductSources.Value.Any(text => text.Contains($"\"{code}\"", StringComparison.Ordinal)
            || text.Contains($"PkiErrorCode.{char.ToUpperInvariant(code[0])}{code[1..]}", StringComparison.Ordinal)), $"nothing answers {code}");

    // Sessions of the command line are tests as text; an error line ends with its code in brackets.
    private static readonly Lazy<string[]> TestSources = new(() =>
    [
        .. House.Sources("tests").Where(file => !file.Contains("/Architecture/", StringComparison.Ordinal))
            .Concat(Directory.EnumerateFiles(Path.Combine(House.Root, "tests/System/Transcripts"), "*.txt"))
            .Select(File.ReadAllText),
    ]);

    private static readonly Lazy<string[]> ProductSources = new(() =>
        [.. House.Sources("src").Where(file => !file.Contains("/Domain/Errors/", StringComparison.Ordinal)).Select(File.ReadAllText)]);

    private static IEnumerable<(string English, string French)> Pairs(ErrorEntry entry) =>
    [
        (entry.English.Message, entry.French.Message), (entry.English.Cause, entry.French.Cause), (entry.English.Remedy, entry.French.Remedy),
    ];

    // Between letters; quotes around a value are code, not French.
    [GeneratedRegex(@"\p{L}'\p{L}")]
    private static partial Regex PlainApostrophe();

    [GeneratedRegex("[^\u00A0\u202F][:;!?»](?![/0-9A-Za-z{])")]
    private static partial Regex PlainSpaceBeforeMark();
}
