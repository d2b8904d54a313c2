using System.Text;
using Chancery.Channels.Apple;
using CsCheck;

namespace Chancery.Channels.Tests.Apple;

/// <summary>Arbitrary property lists, and arbitrary damage.</summary>
internal static class PlistGen
{
    /// <summary>Text of every kind XML 1.0 can carry: controls of layout, quotes and brackets, accents, characters beyond the first plane.</summary>
    public static Gen<string> Text { get; } =
        Gen.OneOf(
            Gen.Char[' ', '~'].Select(c => c.ToString()),
            Gen.OneOf("\t", "\n", "\r", "\r\n", "&", "<", ">", "\"", "'", "]]>", "<!--", "&amp;", "é", "\u00a0", "\u2028", "\ufffd", "😀", "𝔄"),
            Gen.Int[0xA0, 0xD7FF].Select(c => ((char)c).ToString()))
        .Array[0, 12].Select(string.Concat);

    public static Gen<PlistValue> Value { get; } = Of(4, Text);

    /// <summary>Values without carriage returns, which plistlib's writer turns into line feeds.</summary>
    public static Gen<PlistValue> ValueForPlistlib { get; } = Of(4, Text.Select(text => text.Replace('\r', '\n')));

    /// <summary>A document with bytes changed, removed, repeated, or fragments of markup put in.</summary>
    public static Gen<byte[]> Damage(byte[] document) =>
        Gen.Select(Gen.Int[0, document.Length - 1], Gen.Int[0, 20], Splinter, Gen.Int[0, 2]).Array[1, 4].Select(wounds =>
        {
            var bytes = document.ToList();
            foreach (var (place, length, splinter, kind) in wounds)
            {
                var at = Math.Min(place, bytes.Count);
                var cut = bytes.GetRange(at, Math.Min(length, bytes.Count - at));
                if (kind != 1)
                {
                    bytes.RemoveRange(at, cut.Count);
                }

                bytes.InsertRange(at, kind == 2 ? cut.Concat(cut) : splinter);
            }

            return bytes.ToArray();
        });

    private static Gen<byte[]> Splinter { get; } = Gen.OneOf(
        Gen.Byte.Array[0, 4],
        Gen.OneOf(
            "<dict>", "</dict>", "<array>", "</array>", "<key>", "</key>", "<key>UDID</key>", "<string/>", "<integer>9e9</integer>", "<data>!</data>", "<true>",
            "<date>0000-00-00T00:00:00Z</date>", "&x;", "&#0;", "&#xFFFF;", "<![CDATA[", "<?xml version='1.0' encoding='utf-7'?>", "encoding=\"UTF-32\"",
            "<!DOCTYPE x [<!ENTITY a 'b'>]>", "bplist00", "\uFEFF", "<integer>-0x</integer>", "<real>1e999</real>").Select(Encoding.UTF8.GetBytes));

    private static Gen<PlistValue> Of(int depth, Gen<string> text) => depth == 0
        ? Scalar(text)
        : Gen.OneOf(
            Scalar(text),
            Of(depth - 1, text).Array[0, 4].Select(PlistValue (items) => new PlistArray(items)),
            Gen.Select(text, Of(depth - 1, text)).Array[0, 4].Select(PlistValue (entries) =>
            {
                var dictionary = new PlistDictionary();
                foreach (var (key, value) in entries.DistinctBy(entry => entry.Item1))
                {
                    dictionary.Add(key, value);
                }

                return dictionary;
            }));

    private static Gen<PlistValue> Scalar(Gen<string> text) => Gen.OneOf(
        text.Select(PlistValue (it) => new PlistString(it)),
        Gen.Long.Select(PlistValue (number) => new PlistInteger(number)),
        Gen.ULong.Select(PlistValue (number) => new PlistInteger(number)),
        Gen.Double.Select(PlistValue (number) => new PlistReal(number)),
        Gen.OneOf<double>(double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -0.0)
            .Select(PlistValue (number) => new PlistReal(number)),
        Gen.Bool.Select(PlistValue (truth) => new PlistBoolean(truth)),
        Gen.Byte.Array[0, 200].Select(PlistValue (bytes) => new PlistData(bytes)),
        Gen.Long[-62_135_596_800, 253_402_300_799].Select(PlistValue (seconds) => new PlistDate(DateTimeOffset.FromUnixTimeSeconds(seconds))));
}
