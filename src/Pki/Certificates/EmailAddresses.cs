using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>The mail addresses a certificate names.</summary>
internal static class EmailAddresses
{
    public static ImmutableArray<string> Of(X509Certificate2 certificate) =>
        Distinct(OfAlternativeNames(certificate.Extensions).Concat(OfSubject(certificate.SubjectName)));

    public static ImmutableArray<string> VouchedBy(X509Certificate2 certificate)
    {
        try
        {
            var named = OfAlternativeNames(certificate.Extensions).Where(IsPlausible).ToImmutableArray();
            return named.IsEmpty ? [.. OfSubject(certificate.SubjectName).Where(IsPlausible)] : named;
        }
        catch (Exception e) when (Hostile.IsAboutTheInput(e))
        {
            return [];
        }
    }

    // A NUL or a line break in a name is how one reader is shown less of it than another.
    private static bool IsPlausible(string address) => address.Length > 2 && !address.Any(char.IsControl);

    public static ImmutableArray<string> Distinct(IEnumerable<string> addresses) =>
        [.. addresses.Select(address => address.Trim().ToLowerInvariant()).Where(address => address.Length > 0).Distinct(StringComparer.Ordinal)];

    public static IEnumerable<string> OfAlternativeNames(IEnumerable<X509Extension> extensions) =>
        extensions.Where(extension => extension.Oid?.Value == Oids.SubjectAltName).SelectMany(extension => OfGeneralNames(extension.RawData));

    public static List<string> OfSubject(X500DistinguishedName subject) =>
        [.. subject.EnumerateRelativeDistinguishedNames()
            .Where(rdn => !rdn.HasMultipleElements && rdn.GetSingleElementType().Value == Oids.EmailAddress)
            .Select(rdn => rdn.GetSingleElementValue() ?? string.Empty)];

    // RFC 5280 §4.2.1.6: GeneralNames; rfc822Name is [1] IA5String, otherName is [0] with the type in front of the value.
    private static List<string> OfGeneralNames(ReadOnlyMemory<byte> extension)
    {
        var found = new List<string>();
        var names = new AsnReader(extension, AsnEncodingRules.BER).ReadSequence();
        while (names.HasData)
        {
            var tag = names.PeekTag();
            if (tag.HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 1)))
            {
                found.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, tag));
            }
            else if (tag.HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 0)))
            {
                AddOtherName(names.ReadSequence(tag), found);
            }
            else
            {
                names.ReadEncodedValue();
            }
        }

        return found;
    }

    private static void AddOtherName(AsnReader other, List<string> found)
    {
        if (other.ReadObjectIdentifier() == Oids.SmtpUtf8Mailbox)
        {
            var value = other.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0));
            found.Add(value.ReadCharacterString(UniversalTagNumber.UTF8String));
        }
    }
}
