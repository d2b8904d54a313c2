using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Distinguished names in the syntax of CertStrToName, which Intune's subject templates use.</summary>
public static class SubjectName
{
    /// <summary>The longest name read, in characters.</summary>
    public const int MaxLength = 2048;

    /// <summary>Parses a name.</summary>
    /// <param name="text">E.g. <c>CN=Alice,E=alice@example.test,O="Example, Ltd"</c>; empty gives the empty name.</param>
    /// <returns>The name; <c>subjectMalformed</c>, also where a value is empty, has a control character, or exceeds the upper bounds of
    /// RFC 5280 Appendix A.</returns>
    public static PkiResult<X500DistinguishedName> Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            return Malformed($"More than {MaxLength} characters.");
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return new X500DistinguishedName([0x30, 0x00]);
        }

        return Hostile.Read(PkiErrorCode.SubjectMalformed, "Not a distinguished name.", () =>
        {
            var name = new X500DistinguishedName(text);
            return Problem(name) is { } problem ? Malformed(problem) : name;
        });
    }

    /// <summary>Quotes a value, so that nothing in it is taken for syntax: what templates must do with every variable.</summary>
    /// <param name="value">The value.</param>
    public static string Escape(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The attributes of a name, in the order encoded.</summary>
    internal static IEnumerable<(string Type, string Value)> Attributes(X500DistinguishedName name) =>
        name.EnumerateRelativeDistinguishedNames(reversed: false).Select(rdn => rdn.HasMultipleElements
            ? throw new CryptographicException("A multi-valued RDN.")
            : (rdn.GetSingleElementType().Value ?? string.Empty, rdn.GetSingleElementValue() ?? string.Empty));

    private static string? Problem(X500DistinguishedName name)
    {
        foreach (var (type, value) in Attributes(name))
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                return $"The attribute {type} is empty.";
            }

            if (value.Any(char.IsControl))
            {
                return $"The attribute {type} has a control character.";
            }

            if (value.Length > UpperBound(type))
            {
                return $"The attribute {type} is longer than {UpperBound(type)} characters.";
            }
        }

        return null;
    }

    // RFC 5280 Appendix A.1 and RFC 2985 §5.2.1.
    private static int UpperBound(string type) => type switch
    {
        Oids.Country => 2,
        Oids.CommonName or Oids.Organization or "2.5.4.11" or Oids.SerialNumber or "2.5.4.12" => 64,
        Oids.GivenName => 64,
        Oids.Surname => 64,
        Oids.Pseudonym => 128,
        "2.5.4.7" or "2.5.4.8" => 128,
        Oids.EmailAddress => 255,
        _ => 256,
    };

    private static PkiResult<X500DistinguishedName> Malformed(string detail) => PkiResult<X500DistinguishedName>.Fail(PkiErrorCode.SubjectMalformed, detail);
}
