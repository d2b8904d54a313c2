using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Mail.Writing;

/// <summary>Wraps a MIME entity in encryption (RFC 8551 §3.3): AES-256-CBC, its key under RSA PKCS#1 v1.5.</summary>
internal static class EncryptedEntity
{
    public static byte[] Wrap(byte[] entity, IEnumerable<X509Certificate2> recipients)
    {
        var cms = new EnvelopedCms(new ContentInfo(entity), new AlgorithmIdentifier(new Oid(Oids.Aes256Cbc)));
        var to = new CmsRecipientCollection();
        foreach (var certificate in recipients)
        {
            to.Add(new CmsRecipient(SubjectIdentifierType.IssuerAndSerialNumber, certificate, RSAEncryptionPadding.Pkcs1));
        }

        cms.Encrypt(to);
        return Pkcs7Part.Mime("enveloped-data", cms.Encode());
    }

    /// <summary>Whether a certificate's key can take a key: RSA, and a key usage that does not forbid it (RFC 5280 §4.2.1.3).</summary>
    public static bool CanEncryptTo(X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPublicKey();
        var usage = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages;
        return key is not null && (usage is null || usage.Value.HasFlag(X509KeyUsageFlags.KeyEncipherment));
    }
}
