using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>Reasons for revocation that a list covers (ReasonFlags, RFC 5280 §4.2.1.13), by the number of their bit.</summary>
[Flags]
internal enum CrlReasons
{
    None = 0,
    All = 0x1FE,
}

/// <summary>Reads <see cref="CrlReasons"/>.</summary>
internal static class CrlReasonBits
{
    public static CrlReasons Read(AsnReader reader, Asn1Tag tag)
    {
        var bits = reader.ReadBitString(out _, tag);
        var reasons = 0;
        for (var bit = 1; bit <= 8 && bit < bits.Length * 8; bit++)
        {
            reasons |= (bits[bit / 8] >> (7 - (bit % 8)) & 1) << bit;
        }

        return (CrlReasons)reasons;
    }
}
