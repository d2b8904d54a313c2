using Chancery.Cli.Terminal;

namespace Chancery.Cli.Words;

/// <summary>Words that every command uses.</summary>
internal static class CommonWords
{
    public static readonly Text Error = new("error: ", "erreur : ");
    public static readonly Text Hint = new("hint: ", "conseil : ");
    public static readonly Text UnknownCode = new(
        "this version does not know this error; if it does not help you, please report it with the code in brackets",
        "cette version ne connaît pas cette erreur ; si elle ne vous aide pas, signalez-la avec le code entre crochets");

    public static Text See(string command) => new($"see: {command}", $"voyez : {command}");
}
