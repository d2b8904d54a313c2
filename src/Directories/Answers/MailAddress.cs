using System.Buffers;
using System.Globalization;
using System.Text;

namespace Chancery.Directories;

/// <summary>
/// A mail address as directories compare it. RFC 5321 §2.4 leaves the case of the local part to the receiving host and no real host tells two people
/// apart by it: addresses are compared without regard to case, and their domains as A-labels (RFC 9598 §5).
/// </summary>
public sealed record MailAddress
{
    /// <summary>The longest address taken, in characters (RFC 5321 §4.5.3.1.3, less the angle brackets).</summary>
    public const int MaxLength = 254;

    private static readonly SearchValues<char> Special = SearchValues.Create(" \"(),:;<>@[\\]");

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    private MailAddress(string local, string domain) => (LocalPart, Domain) = (local, domain);

    /// <summary>What stands before the at sign, in the case it was written.</summary>
    public string LocalPart { get; }

    /// <summary>The domain, in lower case and as A-labels.</summary>
    public string Domain { get; }

    /// <summary>What is compared: the whole in lower case, NFC, with the domain as A-labels.</summary>
    public string Key => LocalPart.ToLowerInvariant() + "@" + Domain;

    /// <summary>Reads an address. Quoted local parts, comments and domain literals are none here: no certificate names them.</summary>
    /// <param name="text">The address alone.</param>
    /// <returns>The address; null where the text is none.</returns>
    public static MailAddress? TryParse(string? text)
    {
        var at = text?.LastIndexOf('@') ?? -1;
        if (text is null || text.Length > MaxLength || at <= 0 || at == text.Length - 1 || text[^1] == '.' || text.AsSpan(0, at).ContainsAny(Special)
            || text.AsSpan().ContainsAnyInRange('\0', '\u001f') || text.Contains('\u007f'))
        {
            return null;
        }

        try
        {
            return new MailAddress(text[..at].Normalize(NormalizationForm.FormC), Idn.GetAscii(text[(at + 1)..]).ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether a certificate's address is this one.</summary>
    /// <param name="other">An address as a certificate names it.</param>
    public bool Is(string other) => TryParse(other)?.Key == Key;

    /// <summary>The address, with its domain as A-labels.</summary>
    public override string ToString() => LocalPart + "@" + Domain;
}
