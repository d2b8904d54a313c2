using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>The Time of certificates and revocation lists (RFC 5280 §4.1.2.5).</summary>
internal static class DerTime
{
    public static bool IsTime(Asn1Tag tag) =>
        tag.HasSameClassAndValue(Asn1Tag.UtcTime) || tag.HasSameClassAndValue(Asn1Tag.GeneralizedTime);

    // RFC 5280 §4.1.2.5.1: two digits mean 1950 to 2049.
    public static DateTimeOffset Read(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime(2049) : reader.ReadGeneralizedTime();
}
