using System.Collections.Frozen;

namespace Chancery.Domain;

/// <summary>What a person reads about one error code, in one language.</summary>
/// <param name="Message">What happened, one sentence.</param>
/// <param name="Cause">Why it usually happens.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record ErrorText(string Message, string Cause, string Remedy);

/// <summary>One entry of the catalogue: the one place where a code meets HTTP, the command line and people.</summary>
/// <param name="Code">The code, lowerCamelCase.</param>
/// <param name="HttpStatus">The status the API and the device endpoints answer with: a 4xx, or 503.</param>
/// <param name="ExitCode">The exit code of the command line: 1 failed, 2 usage, 3 refused by policy, 4 partly done; 0 where it is a warning beside a success.</param>
/// <param name="English">The English text.</param>
/// <param name="French">The French text.</param>
public sealed record ErrorEntry(string Code, int HttpStatus, int ExitCode, ErrorText English, ErrorText French);

/// <summary>The one catalogue of expected failures. Its parts stand beside this file, one for each area.</summary>
public static partial class ErrorCatalogue
{
    private static readonly FrozenDictionary<string, ErrorEntry> Entries = new[]
    {
        ApiErrors, PkiErrors, DirectoryErrors, ChannelErrors, ConnectorErrors, CommandErrors, PlanErrors,
    }.SelectMany(part => part).ToFrozenDictionary(entry => entry.Code, StringComparer.Ordinal);

    /// <summary>Every entry.</summary>
    public static IEnumerable<ErrorEntry> All => Entries.Values;

    /// <summary>The entry of a code.</summary>
    /// <param name="code">A code; one that is not in the catalogue is a bug.</param>
    /// <exception cref="KeyNotFoundException">The code is not in the catalogue.</exception>
    public static ErrorEntry Find(string code) =>
        Entries.TryGetValue(code, out var entry) ? entry : throw new KeyNotFoundException($"Not in the error catalogue: {code}");

    /// <summary>The entry of a code that came from outside (another version, the wire), if there is one.</summary>
    /// <param name="code">A code.</param>
    public static ErrorEntry? TryFind(string code) => Entries.TryGetValue(code, out var entry) ? entry : null;
}
