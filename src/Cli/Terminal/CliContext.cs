using System.Globalization;

namespace Chancery.Cli.Terminal;

/// <summary>What a command may touch of the world around it; tests bring their own.</summary>
internal sealed record CliContext
{
    private static readonly string[] LanguageVariables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Standard input, as bytes.</summary>
    public Stream In { get; init; } = Stream.Null;

    /// <summary>Standard output, as bytes, for what is not text; null where <see cref="Out"/> is no stream's.</summary>
    public Stream? RawOut { get; init; }

    public required Language Language { get; init; }

    /// <summary>Colour and lines that redraw themselves: on a terminal, unless NO_COLOR says no (no-color.org).</summary>
    public required bool IsFancy { get; init; }

    /// <summary>The folder of this person's settings.</summary>
    public required string ConfigFolder { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static CliContext OfProcess()
    {
        var language = LanguageOf(Environment.GetEnvironmentVariable);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language == Language.French ? "fr" : "en");
        return new CliContext
        {
            Out = Console.Out,
            Error = Console.Error,
            In = Console.OpenStandardInput(),
            RawOut = Console.OpenStandardOutput(),
            Language = language,
            IsFancy = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
                && Environment.GetEnvironmentVariable("TERM") != "dumb",
            ConfigFolder = Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "chancery"),
        };
    }

    /// <summary>The language, as POSIX has it: LC_ALL before LC_MESSAGES before LANG.</summary>
    public static Language LanguageOf(Func<string, string?> variable) =>
        LanguageVariables.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) is { } set
        && set.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? Language.French : Language.English;

    public string Say(Text text) => text.In(Language);
}
