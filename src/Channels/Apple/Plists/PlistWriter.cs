using System.Globalization;
using System.Text;

namespace Chancery.Channels.Apple;

/// <summary>One writing of one property list, laid out as Apple's own writer lays it out.</summary>
internal sealed class PlistWriter
{
    public const string DateFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private const string Head =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
        + "<plist version=\"1.0\">\n";

    private const int DataLine = 76;
    private readonly StringBuilder _text = new(Head);

    public static string Write(PlistValue value)
    {
        var writer = new PlistWriter();
        writer.Value(value, 0);
        return writer._text.Append("</plist>\n").ToString();
    }

    private void Value(PlistValue value, int indent)
    {
        switch (value)
        {
            case PlistDictionary dictionary:
                Dictionary(dictionary, indent);
                break;
            case PlistArray array:
                Array(array, indent);
                break;
            case PlistData(var bytes):
                Data(bytes, indent);
                break;
            case PlistBoolean(var truth):
                Line(indent, truth ? "<true/>" : "<false/>");
                break;
            case PlistString(var text):
                Element(indent, "string", Escape(text));
                break;
            case PlistInteger(var number):
                Element(indent, "integer", number.ToString(CultureInfo.InvariantCulture));
                break;
            case PlistReal(var number):
                Element(indent, "real", Real(number));
                break;
            case PlistDate(var instant):
                Element(indent, "date", instant.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture));
                break;
        }
    }

    private void Dictionary(PlistDictionary dictionary, int indent)
    {
        if (dictionary.Count == 0)
        {
            Line(indent, "<dict/>");
            return;
        }

        Line(indent, "<dict>");
        foreach (var (key, value) in dictionary)
        {
            Element(indent + 1, "key", Escape(key));
            Value(value, indent + 1);
        }

        Line(indent, "</dict>");
    }

    private void Array(PlistArray array, int indent)
    {
        if (array.Items.IsEmpty)
        {
            Line(indent, "<array/>");
            return;
        }

        Line(indent, "<array>");
        foreach (var value in array.Items)
        {
            Value(value, indent + 1);
        }

        Line(indent, "</array>");
    }

    private void Data(byte[] bytes, int indent)
    {
        Line(indent, "<data>");
        var base64 = Convert.ToBase64String(bytes);
        for (var at = 0; at < base64.Length; at += DataLine)
        {
            Indent(indent).Append(base64, at, Math.Min(DataLine, base64.Length - at)).Append('\n');
        }

        Line(indent, "</data>");
    }

    private void Element(int indent, string name, string content) =>
        Indent(indent).Append('<').Append(name).Append('>').Append(content).Append("</").Append(name).Append(">\n");

    private void Line(int indent, string content) => Indent(indent).Append(content).Append('\n');

    private StringBuilder Indent(int indent) => _text.Append('\t', indent);

    // The spellings that both Apple's reader and C's strtod take.
    private static string Real(double number) => number switch
    {
        double.NaN => "nan",
        double.PositiveInfinity => "+infinity",
        double.NegativeInfinity => "-infinity",
        _ => number.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>Escapes for XML 1.0 §2.2: what no document may contain becomes U+FFFD, a carriage return survives as a reference (§2.11).</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '\r' => escaped.Append("&#xD;"),
                < ' ' and not '\t' and not '\n' => escaped.Append('\uFFFD'),
                0xFFFE or 0xFFFF => escaped.Append('\uFFFD'),
                _ => escaped.Append(rune),
            };
        }

        return escaped.ToString();
    }
}
