namespace Chancery.Interop.Tests;

/// <summary>The place of the table in docs/standards.md.</summary>
internal static class MatrixDocument
{
    private const string Begin = "<!-- matrix -->\n";
    private const string End = "<!-- /matrix -->";

    private static string FileName => Checkout.At("docs/standards.md");

    public static string Read()
    {
        var text = File.ReadAllText(FileName);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        return text[begin..text.IndexOf(End, StringComparison.Ordinal)];
    }

    public static void Write(string markdown) =>
        File.WriteAllText(FileName, File.ReadAllText(FileName).Replace(Begin + Read() + End, Begin + markdown + End, StringComparison.Ordinal));
}
