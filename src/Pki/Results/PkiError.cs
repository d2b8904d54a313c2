namespace Chancery.Pki;

/// <summary>An expected failure, as a value.</summary>
/// <param name="Code">Which.</param>
/// <param name="Detail">A fact that helps, in English, safe to show to the caller; never a secret.</param>
public sealed record PkiError(PkiErrorCode Code, string Detail)
{
    /// <summary>The code as the error catalogue spells it: lowerCamelCase.</summary>
    public string Name
    {
        get
        {
            var name = Code.ToString();
            return char.ToLowerInvariant(name[0]) + name[1..];
        }
    }
}
