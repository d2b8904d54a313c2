using System.CommandLine;

namespace Chancery.Cli.Commands;

/// <summary>Options that take several values after their name once: <c>--trust a.pem b.pem</c>.</summary>
internal static class ManyValues
{
    /// <summary>Makes one. A value that looks like an option is a mistyped option, not a file: <c>./-file</c> names such a file.</summary>
    public static Option<string[]> Option(string name, string value, string description, bool isRequired = false)
    {
        var option = new Option<string[]>(name) { Required = isRequired, HelpName = value, Description = description, AllowMultipleArgumentsPerToken = true };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.Length > 1 && token.Value[0] == '-'))
            {
                result.AddError($"Unrecognized command or argument '{token.Value}'");
            }
        });
        return option;
    }
}
