using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>How CMS names a certificate (RFC 5652 §10.2.4).</summary>
internal static class CmsNames
{
    public static void WriteIssuerAndSerialNumber(AsnWriter writer, X509Certificate2 certificate)
    {
        var fields = CertificateFields.Of(certificate.RawDataMemory);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(fields.Issuer.Span);
            writer.WriteInteger(fields.SerialNumber.Span);
        }
    }

    public static byte[] IssuerAndSerialNumber(X509Certificate2 certificate)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        WriteIssuerAndSerialNumber(writer, certificate);
        return writer.Encode();
    }

    /// <summary>The octets of the extension subjectKeyIdentifier (RFC 5280 §4.2.1.2); null where there is none.</summary>
    public static ReadOnlyMemory<byte>? SubjectKeyIdentifierOf(X509Certificate2 certificate)
    {
        foreach (var extension in certificate.Extensions)
        {
            if (extension is X509SubjectKeyIdentifierExtension identifier)
            {
                return identifier.SubjectKeyIdentifierBytes;
            }
        }

        return null;
    }
}
