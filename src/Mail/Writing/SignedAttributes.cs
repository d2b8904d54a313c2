using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Mail.Writing;

/// <summary>The signed attributes of S/MIME (RFC 8551 §2.5).</summary>
internal static class SignedAttributes
{
    private static readonly CmsAttribute Compatible = Announce(Oids.Aes256Cbc, Oids.Aes192Cbc, Oids.Aes128Cbc);
    private static readonly CmsAttribute Modern = Announce(
        Oids.Aes256Gcm, Oids.Aes128Gcm, Oids.Aes256Cbc, Oids.Aes192Cbc, Oids.Aes128Cbc, Oids.RsaOaep);

    /// <summary>What the author's readers may write to him with, best first (RFC 8551 §2.5.2): under the compatible policy his mail app is taken to
    /// open no GCM.</summary>
    public static CmsAttribute Capabilities(MailPolicy policy) => policy == MailPolicy.Compatible ? Compatible : Modern;

    /// <summary>SMIMEEncryptionKeyPreference, its choice issuerAndSerialNumber: an implicit [0] (RFC 8551 §2.5.3).</summary>
    public static CmsAttribute EncryptionKeyPreference(X509Certificate2 preferred) =>
        new(Oids.EncryptionKeyPreference, [IssuerAndSerial(preferred, new Asn1Tag(TagClass.ContextSpecific, 0))]);

    /// <summary>The same for Outlook: a bare IssuerAndSerialNumber.</summary>
    public static CmsAttribute MicrosoftEncryptionKeyPreference(X509Certificate2 preferred) =>
        new(Oids.MicrosoftEncryptionKeyPreference, [IssuerAndSerial(preferred, tag: null)]);

    private static CmsAttribute Announce(params ReadOnlySpan<string> algorithms)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var algorithm in algorithms)
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(algorithm);
                    if (algorithm == Oids.RsaOaep)
                    {
                        WriteOaepParameters(writer);
                    }
                }
            }
        }

        return new CmsAttribute(Oids.SmimeCapabilities, [writer.Encode()]);
    }

    // RSAES-OAEP-params (RFC 4055 §4.1) with SHA-256 for the hash and for MGF1.
    private static void WriteOaepParameters(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.Sha256);
            }

            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1)))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.Mgf1);
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Oids.Sha256);
                }
            }
        }
    }

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
