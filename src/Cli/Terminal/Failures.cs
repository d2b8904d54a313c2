using Chancery.Client;
using Chancery.Domain;
using Chancery.Pki;
using Chancery.Cli.Words;

namespace Chancery.Cli.Terminal;

/// <summary>Prints failures as people can use them: an <c>error:</c> line, then <c>hint:</c> lines; lower case, no full stop (clig.dev, age).</summary>
internal static class Failures
{
    /// <summary>Prints a failure of the catalogue.</summary>
    /// <returns>The exit code.</returns>
    public static int Fail(this CliContext context, string code, string? target = null, string? detail = null)
    {
        if (ErrorCatalogue.TryFind(code) is not { } entry)
        {
            context.Error.WriteLine($"{context.Say(CommonWords.Error)}{Line(detail ?? code)} [{code}]");
            context.Error.WriteLine($"{context.Say(CommonWords.Hint)}{context.Say(CommonWords.UnknownCode)}");
            return ExitCodes.Failed;
        }

        var text = context.Language == Language.French ? entry.French : entry.English;
        var about = target is null ? "" : (context.Language == Language.French ? "\u00A0: " : ": ") + target;
        context.Error.WriteLine($"{context.Say(CommonWords.Error)}{Line(text.Message)}{about} [{code}]");
        if (detail is not null)
        {
            context.Error.WriteLine($"{context.Say(CommonWords.Hint)}{Line(detail)}");
        }

        context.Error.WriteLine($"{context.Say(CommonWords.Hint)}{Line(text.Remedy)}");
        return entry.ExitCode;
    }

    /// <summary>Prints a failure of a call.</summary>
    public static int Fail(this CliContext context, ApiError error) =>
        context.Fail(error.Code, error.Target, ErrorCatalogue.TryFind(error.Code) is null ? error.Message : null);

    /// <summary>Prints a failure of cryptography or mail.</summary>
    public static int Fail(this CliContext context, PkiError error, string? target = null) => context.Fail(error.Name, target, error.Detail);

    // A sentence of the catalogue as a line: it begins small and ends without a full stop.
    private static string Line(string sentence)
    {
        var line = sentence.TrimEnd('.', ' ');
        return line.Length > 1 && char.IsUpper(line[0]) && !char.IsUpper(line[1]) ? char.ToLowerInvariant(line[0]) + line[1..] : line;
    }
}

/// <summary>The exit codes of the command line.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Refused = 3;
    public const int Partly = 4;
}
