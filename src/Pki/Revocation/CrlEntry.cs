using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>One entry of a revocation list (RFC 5280 §5.3).</summary>
internal sealed record CrlEntry(ReadOnlyMemory<byte> SerialNumber, DateTimeOffset RevokedAt, X509RevocationReason Reason, DateTimeOffset? InvalidityDate)
{
    public static CrlEntry Read(ReadOnlyMemory<byte> encoded)
    {
        var fields = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        var (serial, revokedAt) = (fields.ReadIntegerBytes(), DerTime.Read(fields));
        var (reason, invalidity) = (X509RevocationReason.Unspecified, (DateTimeOffset?)null);
        var extensions = fields.HasData ? fields.ReadSequence() : null;
        fields.ThrowIfNotEmpty();
        while (extensions?.HasData == true)
        {
            var extension = extensions.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean))
            {
                extension.ReadBoolean();
            }

            var value = new AsnReader(extension.ReadOctetString(), AsnEncodingRules.DER);
            extension.ThrowIfNotEmpty();
            switch (oid)
            {
                case Oids.ReasonCode: reason = value.ReadEnumeratedValue<X509RevocationReason>(); break;
                case Oids.InvalidityDate: invalidity = value.ReadGeneralizedTime(); break;
            }
        }

        return new(serial, revokedAt, reason, invalidity);
    }
}
