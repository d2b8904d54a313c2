namespace Chancery.Cli.Terminal;

/// <summary>The languages of the command line.</summary>
internal enum Language
{
    English,
    French,
}

/// <summary>What a person reads, in every language: a text without one of them does not compile.</summary>
internal sealed record Text(string English, string French)
{
    public string In(Language language) => language == Language.French ? French : English;
}
