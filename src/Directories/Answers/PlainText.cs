namespace Chancery.Directories;

/// <summary>What a stranger wrote, fit for a log or a terminal: one line, no control characters, short.</summary>
internal static class PlainText
{
    private const int MaxLength = 200;

    public static string Of(string text) =>
        string.Concat(text.Where(character => !char.IsControl(character) && !char.IsSurrogate(character) && character is < '\u2028' or > '\u202e').Take(MaxLength)).Trim();
}
