using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>What a certificate lets mail be used for (RFC 8550 §4.4); what it does not say, it lets.</summary>
public static class CertificateUses
{
    /// <summary>Whether mail signed by its key may be believed: digitalSignature or nonRepudiation. False where a usage cannot be read.</summary>
    /// <param name="certificate">The certificate.</param>
    public static bool CanSign(X509Certificate2 certificate) => Allows(certificate, X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation);

    /// <summary>Whether mail may be encrypted to it: keyEncipherment or keyAgreement. False where a usage cannot be read.</summary>
    /// <param name="certificate">The certificate.</param>
    public static bool CanEncrypt(X509Certificate2 certificate) => Allows(certificate, X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.KeyAgreement);

    private static bool Allows(X509Certificate2 certificate, X509KeyUsageFlags any)
    {
        try
        {
            return certificate.Extensions.All(extension => extension switch
            {
                X509KeyUsageExtension usage => (usage.KeyUsages & any) != 0,
                X509EnhancedKeyUsageExtension extended => extended.EnhancedKeyUsages.Cast<Oid>().Any(oid => oid.Value is Oids.EmailProtection or Oids.AnyExtendedKeyUsage),
                _ => true,
            });
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
