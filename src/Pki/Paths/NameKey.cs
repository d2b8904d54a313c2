using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Chancery.Pki;

/// <summary>
/// A distinguished name in a form that can be compared (RFC 5280 §7.1): two names are equal when their keys are, whatever the string types,
/// the case and the white space of their values.
/// </summary>
internal sealed class NameKey : IEquatable<NameKey>
{
    private const int MaxBytes = 32 * 1024;

    private readonly string[] _parts;

    private NameKey(string[] parts)
    {
        _parts = parts;
        Whole = string.Concat(parts);
    }

    /// <summary>The whole name as one string, to index with.</summary>
    public string Whole { get; }

    public bool IsEmpty => _parts.Length == 0;

    /// <summary>Reads a Name. Throws where it is none.</summary>
    public static NameKey Read(ReadOnlyMemory<byte> name)
    {
        if (name.Length > MaxBytes)
        {
            throw new CryptographicException("A name of more than 32 KiB.");
        }

        var reader = new AsnReader(name, AsnEncodingRules.DER);
        var sequence = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        var parts = new List<string>();
        while (sequence.HasData)
        {
            parts.Add(ReadRelativeName(sequence.ReadSetOf(skipSortOrderValidation: true)));
        }

        return new([.. parts]);
    }

    /// <summary>The same; null where it is no Name.</summary>
    public static NameKey? TryRead(ReadOnlyMemory<byte> name)
    {
        try
        {
            return Read(name);
        }
        catch (Exception exception) when (Hostile.IsAboutTheInput(exception))
        {
            return null;
        }
    }

    /// <summary>This name and one more relative name (nameRelativeToCRLIssuer, RFC 5280 §4.2.1.13).</summary>
    public NameKey Append(AsnReader relativeName) => new([.. _parts, ReadRelativeName(relativeName)]);

    /// <summary>Whether this name is in the subtree below another (RFC 5280 §4.2.1.10): begins with all of it.</summary>
    public bool IsWithin(NameKey root) => _parts.Length >= root._parts.Length && _parts.AsSpan(0, root._parts.Length).SequenceEqual(root._parts);

    public bool Equals(NameKey? other) => other is not null && string.Equals(Whole, other.Whole, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as NameKey);

    public override int GetHashCode() => Whole.GetHashCode(StringComparison.Ordinal);

    // Every value has its length in front, so that no value can look like two.
    private static string ReadRelativeName(AsnReader attributes)
    {
        var found = new List<string>();
        while (attributes.HasData)
        {
            var attribute = attributes.ReadSequence();
            var type = attribute.ReadObjectIdentifier();
            var value = Canonical(attribute.ReadEncodedValue());
            attribute.ThrowIfNotEmpty();
            found.Add($"{type}={value.Length}:{value}");
        }

        found.Sort(StringComparer.Ordinal);
        return $"[{string.Join('+', found)}]";
    }

    private static string Canonical(ReadOnlyMemory<byte> value)
    {
        var tag = AsnDecoder.ReadEncodedValue(value.Span, AsnEncodingRules.DER, out var offset, out var length, out _);
        return Text(tag, value.Span.Slice(offset, length)) is { } text ? "t" + Prepare(text) : "x" + Convert.ToHexString(value.Span);
    }

    // The restricted string types are read as they are met: with characters they do not allow.
    private static string? Text(Asn1Tag tag, ReadOnlySpan<byte> content) => tag is { TagClass: TagClass.Universal, IsConstructed: false }
        ? (UniversalTagNumber)tag.TagValue switch
        {
            UniversalTagNumber.PrintableString or UniversalTagNumber.IA5String or UniversalTagNumber.T61String
                or UniversalTagNumber.VisibleString or UniversalTagNumber.NumericString => Encoding.Latin1.GetString(content),
            UniversalTagNumber.UTF8String => Encoding.UTF8.GetString(content),
            UniversalTagNumber.BMPString => Encoding.BigEndianUnicode.GetString(content),
            _ => null,
        }
        : null;

    // RFC 4518 §2 as RFC 5280 §7.1 uses it: case folded, compatible characters made one, white space collapsed and trimmed.
    private static string Prepare(string text)
    {
        if (!Ascii.IsValid(text))
        {
            text = text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Normalize(NormalizationForm.FormKC);
        }

        var prepared = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character))
            {
                if (prepared.Length > 0 && prepared[^1] != ' ')
                {
                    prepared.Append(' ');
                }
            }
            else if (char.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format))
            {
                prepared.Append(char.ToLowerInvariant(character));
            }
        }

        return prepared.ToString().TrimEnd(' ');
    }
}
