using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Mail.Mime;

/// <summary>
/// The addresses a certificate vouches for (RFC 8550 §3): every rfc822Name and SmtpUTF8Mailbox (RFC 9598) of subjectAltName; the subject's
/// emailAddress only where that has none, since name constraints on it were applied to that alone (RFC 5280 §4.2.1.10).
/// </summary>
internal static class SignerAddresses
{
    private const string SubjectAltName = "2.5.29.17";
    private const string SmtpUtf8Mailbox = "1.3.6.1.5.5.7.8.9";
    private const string EmailAddress = "1.2.840.113549.1.9.1";
    private static readonly Asn1Tag Rfc822Name = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag OtherName = new(TagClass.ContextSpecific, 0);

    public static IReadOnlyList<string> Of(X509Certificate2 certificate)
    {
        try
        {
            var named = certificate.Extensions.Where(extension => extension.Oid?.Value == SubjectAltName)
                .SelectMany(extension => OfNames(extension.RawData)).Where(IsPlausible).ToList();
            return named.Count > 0 ? named : [.. OfSubject(certificate.SubjectName).Where(IsPlausible)];
        }
        catch (Exception e) when (Reading.Hostile.Is(e))
        {
            return [];
        }
    }

    // A NUL or a line break in a name is how one reader is shown less of it than another.
    private static bool IsPlausible(string address) => address.Length > 2 && !address.Any(char.IsControl);

    private static List<string> OfNames(byte[] extension)
    {
        var found = new List<string>();
        var names = new AsnReader(extension, AsnEncodingRules.BER).ReadSequence();
        while (names.HasData)
        {
            var tag = names.PeekTag();
            if (tag.HasSameClassAndValue(Rfc822Name))
            {
                found.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, tag));
            }
            else if (tag.HasSameClassAndValue(OtherName))
            {
                AddMailbox(names.ReadSequence(tag), found);
            }
            else
            {
                names.ReadEncodedValue();
            }
        }

        return found;
    }

    private static void AddMailbox(AsnReader name, List<string> found)
    {
        if (name.ReadObjectIdentifier() == SmtpUtf8Mailbox)
        {
            found.Add(name.ReadSequence(OtherName).ReadCharacterString(UniversalTagNumber.UTF8String));
        }
    }

    private static IEnumerable<string> OfSubject(X500DistinguishedName subject) => subject.EnumerateRelativeDistinguishedNames()
        .Where(rdn => !rdn.HasMultipleElements && rdn.GetSingleElementType().Value == EmailAddress)
        .Select(rdn => rdn.GetSingleElementValue() ?? "");
}
