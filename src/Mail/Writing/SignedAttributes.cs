using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Mail.Writing;

/// <summary>The signed attributes of S/MIME (RFC 8551 §2.5).</summary>
internal static class SignedAttributes
{
    /// <summary>What we read, best first (RFC 8551 §2.5.2).</summary>
    public static AsnEncodedData Capabilities()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var algorithm in new[] { Oids.Aes256Cbc, Oids.Aes192Cbc, Oids.Aes128Cbc })
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(algorithm);
                }
            }
        }

        return new AsnEncodedData(new Oid(Oids.SmimeCapabilities), writer.Encode());
    }

    /// <summary>SMIMEEncryptionKeyPreference, its choice issuerAndSerialNumber: an implicit [0] (RFC 8551 §2.5.3).</summary>
    public static AsnEncodedData EncryptionKeyPreference(X509Certificate2 preferred) =>
        new(new Oid(Oids.EncryptionKeyPreference), IssuerAndSerial(preferred, new Asn1Tag(TagClass.ContextSpecific, 0)));

    /// <summary>The same for Outlook: a bare IssuerAndSerialNumber.</summary>
    public static AsnEncodedData MicrosoftEncryptionKeyPreference(X509Certificate2 preferred) =>
        new(new Oid(Oids.MicrosoftEncryptionKeyPreference), IssuerAndSerial(preferred, tag: null));

    private static byte[] IssuerAndSerial(X509Certificate2 certificate, Asn1Tag? tag)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence(tag))
        {
            writer.WriteEncodedValue(certificate.IssuerName.RawData);
            writer.WriteInteger(certificate.SerialNumberBytes.Span);
        }

        return writer.Encode();
    }
}
