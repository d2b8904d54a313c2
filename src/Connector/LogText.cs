using System.Text;

namespace Chancery.Connector;

/// <summary>Text from outside, fit for one line of a log or of an outcome.</summary>
internal static class LogText
{
    private const int Longest = 300;

    /// <summary>Control and format characters would forge lines, or drive the terminal that shows them; they, and what is too long, are shown as such.</summary>
    internal static string? Of(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= Longest)
            {
                return line.Append('…').ToString();
            }

            _ = Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator
                ? line.Append('\uFFFD')
                : line.Append(rune);
        }

        return line.ToString();
    }
}
