using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Chancery.Mail.Writing;

/// <summary>Wraps a MIME entity in a signature (RFC 8551 §3.5).</summary>
internal static class SignedEntity
{
    public static byte[] Wrap(byte[] entity, MailSigner signer, SignatureForm form, DateTimeOffset time) => form == SignatureForm.Detached
        ? Detached(entity, Sign(entity, signer, detached: true, time))
        : Pkcs7Part.Mime("signed-data", Sign(entity, signer, detached: false, time));

    // Written by hand so that the signed bytes are, visibly, the bytes sent: the line break before a delimiter belongs to the delimiter
    // (RFC 2046 §5.1.1) and is not signed.
    private static byte[] Detached(byte[] entity, byte[] signature)
    {
        var boundary = "=_" + MailWriter.RandomToken();
        var head = $"""
            Content-Type: multipart/signed; protocol="application/pkcs7-signature";
             micalg=sha-256; boundary="{boundary}"

            --{boundary}

            """;
        var middle = $"\r\n--{boundary}\r\n";
        var tail = $"\r\n--{boundary}--\r\n";
        return [.. Lines(head), .. entity, .. Lines(middle), .. Pkcs7Part.Signature(signature), .. Lines(tail)];
    }

    private static byte[] Lines(string text) => Encoding.ASCII.GetBytes(text.ReplaceLineEndings("\r\n"));

    private static byte[] Sign(byte[] content, MailSigner signer, bool detached, DateTimeOffset time)
    {
        var cms = new SignedCms(new ContentInfo(content), detached);
        var by = signer.Key is RSA rsa
            ? new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, signer.Certificate, rsa, RSASignaturePadding.Pkcs1)
            : new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, signer.Certificate, signer.Key);
        by.DigestAlgorithm = new Oid(Oids.Sha256);
        by.IncludeOption = X509IncludeOption.None;
        foreach (var certificate in Carried(signer))
        {
            by.Certificates.Add(certificate);
        }

        by.SignedAttributes.Add(new Pkcs9SigningTime(time.UtcDateTime));
        by.SignedAttributes.Add(SignedAttributes.Capabilities());
        if (signer.EncryptionCertificate is { } preferred)
        {
            by.SignedAttributes.Add(SignedAttributes.EncryptionKeyPreference(preferred));
            by.SignedAttributes.Add(SignedAttributes.MicrosoftEncryptionKeyPreference(preferred));
        }

        cms.ComputeSignature(by, silent: true);
        return cms.Encode();
    }

    // Both certificates travel (RFC 8551 §2.3): readers learn from signed mail what to encrypt to.
    private static IEnumerable<X509Certificate2> Carried(MailSigner signer) =>
        new[] { signer.Certificate, signer.EncryptionCertificate }.OfType<X509Certificate2>().Concat(signer.Chain)
            .DistinctBy(certificate => Convert.ToHexString(SHA256.HashData(certificate.RawDataMemory.Span)));
}
