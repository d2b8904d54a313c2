using System.Text;
using System.Text.Json.Nodes;
using Chancery.Channels.Apple;
using CsCheck;
using Xunit;

namespace Chancery.Channels.Tests.Apple;

public sealed class PlistTests
{
    private const string AppleHead = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
        <plist version="1.0">
        """;

    [Fact]
    public void Value_written_is_read_back_the_same() =>
        PlistGen.Value.Sample(value => Plist.Parse(Plist.Write(value)).Value.Equals(value), iter: 2000);

    [Fact]
    public void Same_value_is_written_as_the_same_bytes() =>
        PlistGen.Value.Sample(value => Plist.Write(value).AsSpan().SequenceEqual(Plist.Write(Plist.Parse(Plist.Write(value)).Value)));

    [Fact]
    public async Task Plistlib_reads_what_we_write()
    {
        var values = Many(200);
        var read = await PlistLib.ReadAsync([.. values.Select(Plist.Write)]);
        Assert.All(values.Zip(read), pair => Assert.True(JsonNode.DeepEquals(PlistLib.Json(pair.First), pair.Second), pair.Second.ToJsonString()));
    }

    [Fact]
    public async Task We_read_what_plistlib_writes()
    {
        var values = Many(200);
        var written = await PlistLib.WriteAsync(values);
        Assert.All(values.Zip(written), pair => Assert.Equal(pair.First, Plist.Parse(pair.Second).Value));
    }

    [Fact]
    public void Layout_is_Apples()
    {
        var written = Encoding.UTF8.GetString(Plist.Write(new PlistDictionary { { "Key Type", "R&A" }, { "On", true }, { "Data", new byte[] { 1, 2, 3 } } }));
        Assert.Equal(
            AppleHead.ReplaceLineEndings("\n")
            + "\n<dict>\n\t<key>Key Type</key>\n\t<string>R&amp;A</string>\n\t<key>On</key>\n\t<true/>\n\t<key>Data</key>\n"
            + "\t<data>\n\tAQID\n\t</data>\n</dict>\n</plist>\n",
            written);
    }

    [Theory]
    [InlineData("<integer> -0x1F </integer>", -31)]
    [InlineData("<integer>+7</integer>", 7)]
    [InlineData("<integer>\n12\n</integer>", 12)]
    public void Integer_is_read_in_every_spelling_Apple_takes(string element, int expected) =>
        Assert.Equal(new PlistInteger(expected), Plist.Parse(Document(element)).Value);

    [Fact]
    public void Data_is_read_whatever_the_white_space_in_it() =>
        Assert.Equal(new PlistData([1, 2, 3, 4, 5, 6]), Plist.Parse(Document("<data>\r\n\t\tAQ ID\n\t\tBAUG\n\t</data>")).Value);

    [Fact]
    public void Comment_processing_instruction_and_CDATA_are_read_as_XML_has_them() =>
        Assert.Equal(new PlistString("a<b"), Plist.Parse(Document("<!-- c --><?p i?><string>a<![CDATA[<]]>b</string>")).Value);

    [Fact]
    public void Utf16_is_read() =>
        Assert.Equal(new PlistString("é"), Plist.Parse([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<plist><string>é</string></plist>")]).Value);

    [Fact]
    public void Character_that_XML_cannot_carry_is_written_as_the_replacement_character() =>
        Assert.Equal(new PlistString("a\uFFFDb\uFFFD\uFFFD"), Plist.Parse(Plist.Write("a\u0001b\uFFFE\uD800")).Value);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("hello")]
    [InlineData("{\"json\":true}")]
    [InlineData("<plist/>")]
    [InlineData("<plist></plist>")]
    [InlineData("<dict/>")]
    [InlineData("<plist><dict/><dict/></plist>")]
    [InlineData("<plist><dict/></plist><plist/>")]
    [InlineData("<plist><dict><string>no key</string></dict></plist>")]
    [InlineData("<plist><dict><key>a</key></dict></plist>")]
    [InlineData("<plist><dict><key>a</key><key>b</key></dict></plist>")]
    [InlineData("<plist><dict><key>a</key><true/><key>a</key><false/></dict></plist>")]
    [InlineData("<plist><dict><key><b/></key><true/></dict></plist>")]
    [InlineData("<plist><array>text</array></plist>")]
    [InlineData("<plist>text</plist>")]
    [InlineData("<plist><string><b/></string></plist>")]
    [InlineData("<plist><true>yes</true></plist>")]
    [InlineData("<plist><unknown/></plist>")]
    [InlineData("<plist><integer/></plist>")]
    [InlineData("<plist><integer>1.5</integer></plist>")]
    [InlineData("<plist><integer>18446744073709551616</integer></plist>")]
    [InlineData("<plist><integer>-9223372036854775809</integer></plist>")]
    [InlineData("<plist><integer>0xFFFFFFFFFFFFFFFFF</integer></plist>")]
    [InlineData("<plist><real>one</real></plist>")]
    [InlineData("<plist><date>yesterday</date></plist>")]
    [InlineData("<plist><date>2026-02-30T00:00:00Z</date></plist>")]
    [InlineData("<plist><data>*</data></plist>")]
    [InlineData("<plist><string>&undeclared;</string></plist>")]
    [InlineData("<plist><string>unclosed")]
    [InlineData("<?xml version='1.0' encoding='utf-7'?><plist><true/></plist>")]
    [InlineData("<?xml version='1.0' encoding='no-such'?><plist><true/></plist>")]
    public void Malformed_document_is_refused(string document) =>
        Assert.Equal("plistMalformed", Plist.Parse(Encoding.UTF8.GetBytes(document)).Error?.Code);

    [Fact]
    public void Outermost_value_that_is_no_dictionary_is_refused_where_one_is_needed() =>
        Assert.Equal("plistMalformed", Plist.ParseDictionary(Document("<array/>")).Error?.Code);

    [Fact]
    public void Binary_property_list_is_refused_by_name() =>
        Assert.Equal("plistBinaryUnsupported", Plist.Parse("bplist00\u00d0"u8).Error?.Code);

    [Fact]
    public void Nesting_bomb_is_refused_before_it_is_followed()
    {
        var bomb = Document(string.Concat(Enumerable.Repeat("<array>", 500_000)));
        Assert.Equal("plistTooDeep", Plist.Parse(bomb).Error?.Code);
    }

    [Theory]
    [InlineData(32, null)]
    [InlineData(33, "plistTooDeep")]
    public void Depth_is_limited_exactly(int depth, string? code)
    {
        string Times(string tag) => string.Concat(Enumerable.Repeat(tag, depth));
        Assert.Equal(code, Plist.Parse(Document(Times("<array>") + Times("</array>"))).Error?.Code);
    }

    [Fact]
    public void Billion_laughs_are_not_told()
    {
        var entities = string.Concat(Enumerable.Range(1, 9).Select(i => $"<!ENTITY l{i} \"{string.Concat(Enumerable.Repeat($"&l{i - 1};", 10))}\">"));
        var document = $"<!DOCTYPE plist [<!ENTITY l0 \"lol\">{entities}]><plist><string>&l9;</string></plist>";
        Assert.Equal("plistMalformed", Plist.Parse(Encoding.UTF8.GetBytes(document)).Error?.Code);
    }

    [Fact]
    public void External_entity_is_not_fetched()
    {
        var document = "<!DOCTYPE plist [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><plist><string>&x;</string></plist>"u8;
        Assert.Equal("plistMalformed", Plist.Parse(document).Error?.Code);
    }

    [Fact]
    public void Document_larger_than_the_limit_is_refused_unread() =>
        Assert.Equal("plistTooLarge", Plist.Parse(new byte[PlistLimits.Default.MaxBytes + 1]).Error?.Code);

    [Fact]
    public void Huge_data_within_the_limit_is_read()
    {
        var data = new PlistData(new byte[5_000_000]);
        Assert.Equal(data, Plist.Parse(Plist.Write(data)).Value);
    }

    [Fact]
    public void Document_of_too_many_values_is_refused()
    {
        var document = Document("<array>" + string.Concat(Enumerable.Repeat("<true/>", 100_000)) + "</array>");
        Assert.Equal("plistTooLarge", Plist.Parse(document).Error?.Code);
    }

    [Fact]
    public void Damaged_document_gives_a_value_or_an_error_of_the_catalogue()
    {
        string[] declared = ["plistMalformed", "plistTooLarge", "plistTooDeep", "plistBinaryUnsupported"];
        PlistGen.Value.SelectMany(value => PlistGen.Damage(Plist.Write(value)))
            .Sample(bytes => Plist.Parse(bytes).Error is not { } error || declared.Contains(error.Code), iter: 5000);
    }

    [Fact]
    public void Error_never_quotes_the_document()
    {
        var error = Plist.Parse(Document("<dict><key>Password</key><integer>hunter2</integer></dict>")).Error;
        Assert.DoesNotContain("hunter2", error?.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", Plist.Parse(Document("<hunter2></b>")).Error?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Dictionaries_are_equal_in_any_order()
    {
        var one = new PlistDictionary { { "a", 1 }, { "b", "x" } };
        var other = new PlistDictionary { { "b", "x" }, { "a", 1 } };
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, new PlistDictionary { { "a", 1 }, { "c", "x" } });
    }

    [Fact]
    public void Value_of_another_type_reads_as_absent()
    {
        var dictionary = new PlistDictionary { { "text", "false" }, { "number", new PlistInteger((Int128)ulong.MaxValue) }, { "uuid", "not one" } };
        Assert.Null(dictionary.Integer("text"));
        Assert.Null(dictionary.Integer("number"));
        Assert.Null(dictionary.Uuid("uuid"));
        Assert.Null(dictionary.Data("text"));
        Assert.False(dictionary.Boolean("text"));
    }

    private static byte[] Document(string content) => Encoding.UTF8.GetBytes(AppleHead + content + "</plist>");

    private static PlistValue[] Many(int count) => PlistGen.ValueForPlistlib.Array[count].Single();
}
