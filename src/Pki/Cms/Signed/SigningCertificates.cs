using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>The signing-certificate attributes (RFC 2634 §5.4, RFC 5035 §3): which certificate the signer meant, whatever other may bear its key.</summary>
internal static class SigningCertificates
{
    /// <summary>Why an attribute does not name the certificate; null where it does, or is not there.</summary>
    public static string? Mismatch(SignerStructure signer, KnownCertificate certificate)
    {
        foreach (var attribute in signer.SignedAttributes)
        {
            if (attribute.Oid is Oids.SigningCertificate or Oids.SigningCertificateV2 && !IsNamed(attribute, certificate))
            {
                return "The signed attribute signing-certificate names another certificate.";
            }
        }

        return null;
    }

    private static bool IsNamed(CmsAttribute attribute, KnownCertificate certificate)
    {
        try
        {
            // RFC 5035 §4: the first ESSCertID is the signer's; one value only.
            var certificates = new AsnReader(attribute.Values[0], AsnEncodingRules.BER).ReadSequence().ReadSequence();
            var identifier = certificates.ReadSequence();
            var digest = attribute.Oid == Oids.SigningCertificate ? DigestAlgorithm.Sha1 : ReadDigest(identifier);
            return attribute.Values.Length == 1
                && digest is not null
                && identifier.ReadOctetString().AsSpan().SequenceEqual(digest.HashData(certificate.Der.Span))
                && (!identifier.HasData || IsSerial(identifier.ReadSequence(), certificate));
        }
        catch (Exception exception) when (Hostile.IsAboutTheInput(exception))
        {
            return false;
        }
    }

    private static DigestAlgorithm? ReadDigest(AsnReader identifier) =>
        identifier.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) ? DigestAlgorithm.Find(identifier.ReadSequence().ReadObjectIdentifier()) : DigestAlgorithm.Sha256;

    // IssuerSerial: the names are only hints beside the hash, which has covered them; the serial number is compared as a second lock.
    private static bool IsSerial(AsnReader issuerSerial, KnownCertificate certificate)
    {
        issuerSerial.ReadEncodedValue();
        return issuerSerial.ReadIntegerBytes().Span.SequenceEqual(certificate.Fields.SerialNumber.Span);
    }
}
