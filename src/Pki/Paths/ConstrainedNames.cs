using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>The names of a certificate that name constraints apply to (RFC 5280 §6.1.3 (b), RFC 9598 §6).</summary>
internal sealed class ConstrainedNames
{
    private ConstrainedNames(List<ConstrainedName> all) => All = all;

    public IReadOnlyList<ConstrainedName> All { get; }

    public static ConstrainedNames Of(PathCertificate certificate)
    {
        var all = new List<ConstrainedName>();
        if (!certificate.Subject.IsEmpty)
        {
            all.Add(new(GeneralNameKind.Directory, "the subject", directory: certificate.Subject));
        }

        // RFC 5280 §4.2.1.10 wants the subject's address looked at where there is no alternative name; mail apps show it anyway, so it always is.
        all.AddRange(SubjectAddresses(certificate.Fields.Subject).Select(address => new ConstrainedName(GeneralNameKind.Email, address)));
        all.AddRange(certificate.Extensions.AlternativeNames.Select(ConstrainedName.Of));
        return new(all);
    }

    private static List<string> SubjectAddresses(ReadOnlyMemory<byte> subject)
    {
        var found = new List<string>();
        var names = new AsnReader(subject, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            var attributes = names.ReadSetOf(skipSortOrderValidation: true);
            while (attributes.HasData)
            {
                var attribute = attributes.ReadSequence();
                if (attribute.ReadObjectIdentifier() == Oids.EmailAddress)
                {
                    var value = attribute.ReadEncodedValue();
                    AsnDecoder.ReadEncodedValue(value.Span, AsnEncodingRules.DER, out var offset, out var length, out _);
                    found.Add(System.Text.Encoding.UTF8.GetString(value.Span.Slice(offset, length)));
                }
            }
        }

        return found;
    }
}
